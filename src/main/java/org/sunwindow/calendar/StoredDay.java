package org.sunwindow.calendar;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDate;

/** A {@link CalendarDay} as it is kept. */
@Entity
@Table(name = "calendar_day")
class StoredDay extends PanacheEntityBase {

    @Id
    LocalDate date;

    boolean working;
    String name;
    String notice;

    CalendarDay day() {
        return new CalendarDay(date, working, name, notice);
    }

    void take(CalendarDay day) {
        working = day.working();
        name = day.name();
        notice = day.notice();
    }
}
