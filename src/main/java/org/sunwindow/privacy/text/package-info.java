/**
 * Texts as a reader sees them, and word lists to search in them. Start with {@link org.sunwindow.privacy.text.ReaderText} and
 * {@link org.sunwindow.privacy.text.Terms}.
 */
package org.sunwindow.privacy.text;
