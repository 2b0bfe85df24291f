/**
 * Queries in one {@link org.sunwindow.index.lucene.query.Snapshot}: text, filters, visibility, validity and relations. Start
 * with {@link org.sunwindow.index.lucene.query.QueryBuilder} for ranking and
 * {@link org.sunwindow.index.lucene.query.FilterBuilder} for filters. docs/relevance.md explains the ranking.
 */
package org.sunwindow.index.lucene.query;
