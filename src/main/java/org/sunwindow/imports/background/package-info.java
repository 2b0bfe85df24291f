/**
 * Runs that are worked on after their sender has been answered. Their bodies wait in the database, encrypted, so that
 * any instance can take up a run, and another one continues it if the first dies. Start with
 * {@link org.sunwindow.imports.background.WaitingRuns}.
 */
package org.sunwindow.imports.background;
