/** Remembers signatures, so that each is used once. Start with {@link org.sunwindow.caller.replay.UsedSignatures}. */
package org.sunwindow.caller.replay;
