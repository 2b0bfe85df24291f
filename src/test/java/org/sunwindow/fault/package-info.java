/**
 * Faults that are done to real processes, and what clients see meanwhile and afterwards. {@link
 * org.sunwindow.fault.Faults} runs them and prints a table; the build leaves them out.
 */
package org.sunwindow.fault;
