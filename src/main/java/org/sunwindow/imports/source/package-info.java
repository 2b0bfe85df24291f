/**
 * Sources on other servers that are fetched and imported on a schedule. Start with {@code SourceFollower}; {@code
 * AllowedHosts} and {@code Addresses} decide where the service may connect to.
 */
package org.sunwindow.imports.source;
