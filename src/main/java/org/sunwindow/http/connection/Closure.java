package org.sunwindow.http.connection;

/** Why a connection is closed without an answer to a request. */
enum Closure implements Reason {
    /** Nothing arrived in time. */
    SILENT,
    /** TLS was not agreed on. */
    HANDSHAKE,
    /** There are as many connections as the server accepts. */
    CONNECTIONS,
    /** More requests waited than may wait; those that may are answered. */
    PIPELINED,
    /** The client did not read. */
    STALLED,
    /** Too much output waits for all clients, and this one has read nothing for the longest time. */
    PENDING_OUTPUT,
    /** The handlers of Vert.x are not those that this version knows. */
    UNGUARDED
}
