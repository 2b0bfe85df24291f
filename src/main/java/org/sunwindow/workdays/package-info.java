/**
 * Resources that show the working calendar and compute deadlines. The rules are in {@code calendar}.
 */
package org.sunwindow.workdays;
