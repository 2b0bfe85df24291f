/** The envelopes of callers, which are known only once a caller is identified. */
package org.sunwindow.envelope;
