/** Connections: what one may occupy, and what is refused before it is routed. */
package org.sunwindow.http.connection;
