/**
 * Queries for words, and the scores of their hits. Start with {@link org.sunwindow.index.lucene.rank.QueryBuilder}.
 * docs/relevance.md explains the ranking.
 */
package org.sunwindow.index.lucene.rank;
