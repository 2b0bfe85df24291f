/** What a complete file contains. Start with {@link org.sunwindow.imports.snapshot.ContainedKeys}. */
package org.sunwindow.imports.snapshot;
