/**
 * The public read path of all kinds: lists, single records, computed answers and site search. Start with
 * {@link org.sunwindow.read.PublicReads}. Reads use the index and never wait for the database.
 */
package org.sunwindow.read;
