package org.sunwindow.calendar;

import java.time.LocalDate;
import java.util.List;

/**
 * Days of the official notices for which the library is wrong. A test compares the calendar with the notices of all
 * years since 2010.
 */
final class NoticeCorrections {

    private static final String NOTICE_2013 = "国办发明电〔2012〕33号";

    static final List<CalendarDay> DAYS = List.of(
            makeUpWorkday(LocalDate.of(2013, 4, 7), "清明节", NOTICE_2013),
            makeUpWorkday(LocalDate.of(2013, 10, 12), "国庆节", NOTICE_2013));

    private NoticeCorrections() {}

    private static CalendarDay makeUpWorkday(LocalDate date, String holiday, String notice) {
        return new CalendarDay(date, true, holiday, notice);
    }
}
