/** Signatures of requests. Start with {@link org.sunwindow.caller.signing.SignatureScheme}. */
package org.sunwindow.caller.signing;
