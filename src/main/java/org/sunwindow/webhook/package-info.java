/**
 * Webhooks: callers are told that records or cases have changed, without what has changed. Start with {@code Announcer}, which
 * makes notices of the revision log, and {@code Deliverer}, which sends them. Only {@code Notices} is for other packages.
 */
package org.sunwindow.webhook;
