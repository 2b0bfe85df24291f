/**
 * An endpoint of the Model Context Protocol, by which assistants search and quote what is public. It reads like the lists
 * do, from the index; nothing here reaches cases.
 *
 * <p>The protocol is a small part of JSON-RPC and implemented here, because the extension of Quarkus keeps a session for each
 * client in the memory of one instance, so clients could not be answered by any of several instances, and each would cost
 * memory; its failures are in English and not problems; and its route bypasses the queue of public reads.
 */
package org.sunwindow.mcp;
