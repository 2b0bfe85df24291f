/**
 * A folder from which files are imported, for systems that can only write files. Start with {@code Inbox}; {@code
 * PublisherFolder} has the rules by which instances share it.
 */
package org.sunwindow.imports.inbox;
