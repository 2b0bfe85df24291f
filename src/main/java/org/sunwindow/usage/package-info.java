/** Counts how often single records are read. Start with {@code ReadCounter}. Nothing about readers is stored. */
package org.sunwindow.usage;
