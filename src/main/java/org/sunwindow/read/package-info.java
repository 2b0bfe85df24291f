/**
 * The public read path of all kinds: parameters, lists, single records, feeds, boards and site search. Start with
 * {@link org.sunwindow.read.PublicReads}. Reads use the index and never wait for the database.
 */
package org.sunwindow.read;
