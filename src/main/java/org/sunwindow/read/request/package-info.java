/**
 * Requests of public lists and records: their parameters, the order and the form of the answer. Start with
 * {@link org.sunwindow.read.request.ListParameters}.
 */
package org.sunwindow.read.request;
