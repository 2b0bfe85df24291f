package org.sunwindow.imports;

import java.util.List;
import org.sunwindow.http.Problem;

/**
 * Warnings about a file as a whole.
 *
 * @param line that they are stored with
 */
record FileWarnings(long line, List<Problem.Item> items) {}
