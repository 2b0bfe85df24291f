/**
 * The search index: its interface {@link org.sunwindow.index.SearchIndex}, requests and results, the follower of the
 * revision log, and health. Depends on neither HTTP nor the search engine.
 */
package org.sunwindow.index;
