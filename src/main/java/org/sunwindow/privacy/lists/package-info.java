/**
 * Finds persons in lists, columns, rows and runs of names. Start with {@link org.sunwindow.privacy.lists.NameLists}.
 */
package org.sunwindow.privacy.lists;
