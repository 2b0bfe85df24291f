/**
 * Sources on other servers that are fetched and imported on a schedule. Start with {@code SourceFollower}.
 */
package org.sunwindow.imports.source;
