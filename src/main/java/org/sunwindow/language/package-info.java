/**
 * Chinese text: normalization, vocabulary, query parsing, spelling correction and pinyin. Start with
 * {@link org.sunwindow.language.ChineseText} and {@link org.sunwindow.language.QueryParser}. Depends on no other
 * package but the root.
 */
package org.sunwindow.language;
