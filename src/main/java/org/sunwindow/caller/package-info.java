/**
 * The systems that call the API under a name of their own, and how they prove it: by a token or by a signature. Start
 * with {@link org.sunwindow.caller.Caller}, which later handlers get from {@link org.sunwindow.caller.CurrentCaller}.
 */
package org.sunwindow.caller;
