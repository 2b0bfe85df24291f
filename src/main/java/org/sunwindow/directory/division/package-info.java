/** 行政区划. Start with {@code DivisionKind}. */
package org.sunwindow.directory.division;
