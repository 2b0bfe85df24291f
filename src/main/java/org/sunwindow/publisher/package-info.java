/**
 * Publishers, the rights of each, and the audit of their writes. Start with
 * {@link org.sunwindow.publisher.Publisher#mayWrite}.
 */
package org.sunwindow.publisher;
