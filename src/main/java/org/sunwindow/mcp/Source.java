package org.sunwindow.mcp;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalDate;

/**
 * Where an answer comes from.
 *
 * @param kind      name of the kind, {@code null} if it is no record
 * @param key       of the record, {@code null} if it is none
 * @param publisher who published it or is responsible for it
 * @param date      its main date or, if it has none, when it was published or last changed
 * @param inForce   whether it is in force now
 */
@RegisterForReflection
record Source(
        String title, String kind, String key, String publisher, String address, LocalDate date, boolean inForce) {

    String line() {
        return "《%s》，%s，%s，%s，%s".formatted(title, publisher, date, inForce ? "现行有效" : "已失效", address);
    }
}
