/**
 * Queries in one {@link org.sunwindow.index.lucene.query.Snapshot}: filters, visibility, validity and relations. Start
 * with {@link org.sunwindow.index.lucene.query.FilterBuilder}.
 */
package org.sunwindow.index.lucene.query;
