/**
 * The HTTP conventions of all resources: problems, bearer tokens, proxies, and parameters, of which
 * {@link org.sunwindow.http.StrictParameters} refuses unknown ones. Start with {@link org.sunwindow.http.Problem}. Depends on
 * the root package only.
 */
package org.sunwindow.http;
