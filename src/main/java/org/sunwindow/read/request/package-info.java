/** Requests of public lists and records: their parameters, the order and the form of the answer. */
package org.sunwindow.read.request;
