/** Takes back what a run has changed. Start with {@code UndoRuns}. */
package org.sunwindow.imports.undo;
