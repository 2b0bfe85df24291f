/**
 * Imports of publications: the checks of a record against its kind and the store, and its warnings. Start with
 * {@link org.sunwindow.imports.publication.PublicationImport}.
 */
package org.sunwindow.imports.publication;
