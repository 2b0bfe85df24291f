/**
 * Rows of the standard catalogues (公开目录), what changed between versions, and which are fulfilled. Start with
 * {@code CatalogItemKind}.
 */
package org.sunwindow.catalog;
