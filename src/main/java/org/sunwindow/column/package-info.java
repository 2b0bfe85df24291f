/** 栏目: the sections of the website, as a tree. Start with {@code ColumnKind}. */
package org.sunwindow.column;
