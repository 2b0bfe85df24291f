/** 办事场所, also as GeoJSON and vCard. Start with {@code OfficeKind}. */
package org.sunwindow.directory.office;
