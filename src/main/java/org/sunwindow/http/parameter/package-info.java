/**
 * Query parameters, read strictly: {@link org.sunwindow.http.parameter.StrictParameters} refuses unknown and wrong ones
 * and names all of them at once.
 */
package org.sunwindow.http.parameter;
