/**
 * Imports of publishers, line by line and in batches, their runs and rejects, and handovers of records. Start with
 * {@code Importer}, which finds the features by injection.
 */
package org.sunwindow.imports;
