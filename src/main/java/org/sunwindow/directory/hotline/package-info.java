/** 热线. Start with {@code HotlineKind}. */
package org.sunwindow.directory.hotline;
