/**
 * The search index by Lucene. Start with {@code LuceneIndex} for writes and {@code LuceneSearch} for reads;
 * {@code HitOrder} sorts the hits. No other package uses Lucene.
 */
package org.sunwindow.index.lucene;
