/**
 * Converts changes of the revision log to Lucene documents. Start with
 * {@link org.sunwindow.index.lucene.write.DocumentBuilder}; change its version whenever documents are built
 * differently.
 */
package org.sunwindow.index.lucene.write;
