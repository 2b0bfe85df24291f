/**
 * The interface by which a feature is imported. Implement {@link org.sunwindow.imports.target.ImportTarget}, or
 * {@link org.sunwindow.imports.target.OwnedTarget} if its records belong to publishers.
 */
package org.sunwindow.imports.target;
