/**
 * Runs of imports, their counts, faults and warnings, as they are stored and reported. Start with
 * {@link org.sunwindow.imports.run.ImportRuns}.
 */
package org.sunwindow.imports.run;
