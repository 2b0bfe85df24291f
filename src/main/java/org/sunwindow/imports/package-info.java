/**
 * Imports of publishers, line by line and in batches, and handovers of records. Start with {@code Importer}. It finds the
 * features by injection and depends on none of them.
 */
package org.sunwindow.imports;
