/**
 * Lists in other forms than records: Atom feeds, and boards for electronic screens. Start with
 * {@link org.sunwindow.read.feed.AtomFeed} and {@link org.sunwindow.read.feed.BoardWriter}.
 */
package org.sunwindow.read.feed;
