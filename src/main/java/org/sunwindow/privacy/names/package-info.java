/**
 * Recognizes names of persons. Start with {@link org.sunwindow.privacy.names.Names} for the form of a name and
 * {@link org.sunwindow.privacy.names.NameContext} for names in sentences.
 */
package org.sunwindow.privacy.names;
