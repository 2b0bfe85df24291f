/**
 * Working days and opening hours. Start with {@link org.sunwindow.calendar.WorkingCalendar}. The calendar is in memory, so
 * reads never wait for the database.
 */
package org.sunwindow.calendar;
