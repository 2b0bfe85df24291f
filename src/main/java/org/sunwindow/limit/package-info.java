/**
 * How many requests a caller, an end user, an address and a network may send, and how they are told. Start with {@link
 * org.sunwindow.limit.RequestLimits}.
 */
package org.sunwindow.limit;
