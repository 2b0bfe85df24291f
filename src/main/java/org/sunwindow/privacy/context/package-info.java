/**
 * What stands around a position of a text: its sentence, its row, its table, and the public role of whoever is named
 * there. Start with {@link org.sunwindow.privacy.context.Scope} and {@link org.sunwindow.privacy.context.Table}.
 */
package org.sunwindow.privacy.context;
