/**
 * The search index: its interface {@link org.sunwindow.index.SearchIndex}, requests and results, the follower of the
 * revision log, and health. {@code RetractionWatch} hides what is withdrawn; {@code Freshness} refuses reads when that
 * has not been checked for two seconds. Depends on neither HTTP nor the search engine.
 */
package org.sunwindow.index;
