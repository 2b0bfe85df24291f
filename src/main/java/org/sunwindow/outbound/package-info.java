/**
 * Requests of this service to other servers. Start with {@code AllowedHosts}, which decides where the service may connect to;
 * {@code OutboundClient} connects to nothing else.
 */
package org.sunwindow.outbound;
