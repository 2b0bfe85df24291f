/**
 * Bounds on what one connection may occupy, and requests that are refused before they are routed. Start with
 * {@code ConnectionGuard}.
 */
package org.sunwindow.http.connection;
