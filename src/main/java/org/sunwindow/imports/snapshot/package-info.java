/**
 * Complete files: what they contain, and the withdrawal of what they do not. Start with
 * {@link org.sunwindow.imports.snapshot.Snapshots}.
 */
package org.sunwindow.imports.snapshot;
