package org.sunwindow.fault;

import java.util.ArrayList;
import java.util.List;

/** What a test has seen of a fault: the last columns of its row. */
public final class Seen {

    private final List<String> remarks = new ArrayList<>();
    private long lost;

    /** Adds a remark in the format of {@link String#format}. */
    public void add(String format, Object... values) {
        remarks.add(format.formatted(values));
    }

    /** Adds acknowledged changes that are not there. A test with one fails. */
    public void lost(long changes) {
        lost += changes;
    }

    public long lost() {
        return lost;
    }

    @Override
    public String toString() {
        return String.join("; ", remarks);
    }
}
