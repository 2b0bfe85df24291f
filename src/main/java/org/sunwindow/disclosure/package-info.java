/**
 * 政府信息, its gate (公开属性) and its printed text. Start with {@code DisclosureKind}. Only records that are declared public
 * are published.
 */
package org.sunwindow.disclosure;
