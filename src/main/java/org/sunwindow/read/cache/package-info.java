/**
 * Computes responses once and sends their bytes again. Start with {@link org.sunwindow.read.cache.CachedResponses}.
 * Keys contain the version of the data, so nothing is invalidated.
 */
package org.sunwindow.read.cache;
