package org.sunwindow.bulk;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;

/** Who follows the changes. How far the feed is behind is the lag of the index, which it is read from. */
@Singleton
class ChangeMetrics implements MeterBinder {

    private final ChangePolls polls;
    private final ChangeStreams streams;

    ChangeMetrics(ChangePolls polls, ChangeStreams streams) {
        this.polls = polls;
        this.streams = streams;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("sunwindow.changes.waiting", polls, ChangePolls::waiting)
                .description("Requests that wait for a change")
                .register(registry);
        Gauge.builder("sunwindow.changes.streams", streams, ChangeStreams::open)
                .description("Open streams of changes")
                .register(registry);
    }
}
