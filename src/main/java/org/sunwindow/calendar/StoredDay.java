package org.sunwindow.calendar;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDate;

/** A stored {@link CalendarDay}. */
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

    static StoredDay of(CalendarDay day) {
        var stored = new StoredDay();
        stored.date = day.date();
        stored.set(day);
        return stored;
    }

    void set(CalendarDay day) {
        working = day.working();
        name = day.name();
        notice = day.notice();
    }
}
