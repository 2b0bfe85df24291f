/** Counts hits by the values of filters. Start with {@link org.sunwindow.index.lucene.facet.FacetCounter}. */
package org.sunwindow.index.lucene.facet;
