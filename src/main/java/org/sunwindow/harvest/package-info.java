/**
 * What programs look for that take over everything or read pages: the catalogue of data sets (DCAT), sitemaps,
 * {@code robots.txt} and {@code llms.txt}. Formats of single records are declared with their kinds.
 */
package org.sunwindow.harvest;
