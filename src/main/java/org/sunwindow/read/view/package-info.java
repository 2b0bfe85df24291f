/**
 * Lists in other forms than records: Atom feeds, and boards for electronic screens. Start with
 * {@link org.sunwindow.read.view.AtomFeed} and {@link org.sunwindow.read.view.BoardWriter}.
 */
package org.sunwindow.read.view;
