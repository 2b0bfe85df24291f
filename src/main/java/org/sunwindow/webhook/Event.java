package org.sunwindow.webhook;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a receiver is told. */
public enum Event {
    /** A record has changed, begun or ceased to be public. */
    PUBLICATION("publication.change"),
    /** A case that somebody follows has news. */
    CASE("case.news"),
    /** Nothing has happened; the caller wants to know whether messages arrive. */
    TEST("webhook.test");

    /** Those that a webhook can be for. */
    static final List<String> CHOICES = List.of(PUBLICATION.code, CASE.code);

    private final String code;

    Event(String code) {
        this.code = code;
    }

    /** Returns the name in messages. */
    public String code() {
        return code;
    }

    static Optional<Event> of(String code) {
        return Arrays.stream(values()).filter(event -> event.code.equals(code)).findFirst();
    }
}
