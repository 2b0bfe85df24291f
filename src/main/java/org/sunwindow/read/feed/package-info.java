/** Lists in other forms than records: Atom feeds, and boards for electronic screens. */
package org.sunwindow.read.feed;
