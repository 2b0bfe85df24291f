/**
 * The HTTP conventions of all resources: problems, bearer tokens, proxies. Start with
 * {@link org.sunwindow.http.Problem}. Depends on the root package only.
 */
package org.sunwindow.http;
