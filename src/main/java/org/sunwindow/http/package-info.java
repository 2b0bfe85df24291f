/**
 * The HTTP conventions of all resources: problems, parameters, bearer tokens and proxies. Start with
 * {@link org.sunwindow.http.Problem}. Depends on no other package but the root.
 */
package org.sunwindow.http;
