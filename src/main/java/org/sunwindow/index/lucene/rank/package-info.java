/**
 * Queries for words, and the order of their hits. Start with {@link org.sunwindow.index.lucene.rank.QueryBuilder}.
 * docs/relevance.md explains the ranking.
 */
package org.sunwindow.index.lucene.rank;
