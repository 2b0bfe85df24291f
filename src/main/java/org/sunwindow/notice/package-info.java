/**
 * 公示公告 with their tables. Start with {@code NoticeKind}. A notice is public in its period only and is erased
 * afterwards.
 */
package org.sunwindow.notice;
