/**
 * Responses in an envelope of {@code code}, {@code message} and {@code data}, for gateways that demand one. Start with
 * {@link org.sunwindow.http.envelope.Envelopes}.
 */
package org.sunwindow.http.envelope;
