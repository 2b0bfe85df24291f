/** Contradictions between published records. Start with {@code Contradictions}. */
package org.sunwindow.imports.contradiction;
