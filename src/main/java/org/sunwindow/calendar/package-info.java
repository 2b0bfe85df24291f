/**
 * The rules of working days and opening hours, held in memory, so that reads never wait for the database. Start with
 * {@link org.sunwindow.calendar.WorkingCalendar}.
 */
package org.sunwindow.calendar;
