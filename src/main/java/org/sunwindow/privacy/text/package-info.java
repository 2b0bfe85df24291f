/**
 * Texts as a person sees them, whatever their typing, and word lists to search in them. Start with
 * {@link org.sunwindow.privacy.text.ReaderText} and {@link org.sunwindow.privacy.text.Terms}.
 */
package org.sunwindow.privacy.text;
