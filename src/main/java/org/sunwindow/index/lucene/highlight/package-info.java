/** Highlights the words of a query in hits. Start with {@link org.sunwindow.index.lucene.highlight.Highlighter}. */
package org.sunwindow.index.lucene.highlight;
