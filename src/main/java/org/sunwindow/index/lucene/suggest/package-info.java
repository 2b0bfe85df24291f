/** Suggestions while a text is typed. Start with {@link org.sunwindow.index.lucene.suggest.Suggester}. */
package org.sunwindow.index.lucene.suggest;
