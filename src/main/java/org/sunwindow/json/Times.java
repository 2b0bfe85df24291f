package org.sunwindow.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import org.sunwindow.http.parameter.Years;

/**
 * Reads and writes dates and times. Before standard time, until 1901 in Asia/Shanghai, the offsets of local times have
 * seconds, which RFC 3339 does not allow. They are dropped; date and time of day stay.
 */
final class Times {

    private static final int SECONDS_PER_MINUTE = 60;

    private Times() {}

    /**
     * @param zone of times without an offset
     */
    static SimpleModule module(ZoneId zone) {
        return writing()
                .addDeserializer(OffsetDateTime.class, new TimeReader(zone, false))
                .addDeserializer(LocalDate.class, new DateReader());
    }

    /** Writes times only. */
    static SimpleModule writing() {
        return new SimpleModule("times").addSerializer(OffsetDateTime.class, new TimeWriter());
    }

    private static OffsetDateTime inWholeMinutes(OffsetDateTime time) {
        ZoneOffset offset = time.getOffset();
        int seconds = secondsOf(offset);
        return seconds == 0
                ? time
                : time.toLocalDateTime().atOffset(ZoneOffset.ofTotalSeconds(offset.getTotalSeconds() - seconds));
    }

    private static int secondsOf(ZoneOffset offset) {
        return Math.floorMod(offset.getTotalSeconds(), SECONDS_PER_MINUTE);
    }

    private static final class TimeWriter extends StdScalarSerializer<OffsetDateTime> {

        TimeWriter() {
            super(OffsetDateTime.class);
        }

        @Override
        public void serialize(OffsetDateTime time, JsonGenerator generator, SerializerProvider provider)
                throws IOException {
            generator.writeString(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(inWholeMinutes(time)));
        }
    }

    /**
     * {@code 2015-06-03}, {@code 2015-06-03 09:18:19} or ISO 8601 with an offset. A date is its first instant, or if
     * the component is an {@link EndOfDay} the first instant after it.
     */
    private static final class TimeReader extends StdScalarDeserializer<OffsetDateTime>
            implements ContextualDeserializer {

        private static final DateTimeFormatter SPACED =
                DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);
        private final transient ZoneId zone;
        private final boolean isEnd;

        TimeReader(ZoneId zone, boolean isEnd) {
            super(OffsetDateTime.class);
            this.zone = zone;
            this.isEnd = isEnd;
        }

        @Override
        public JsonDeserializer<?> createContextual(DeserializationContext context, BeanProperty property) {
            boolean marked = property != null && property.getAnnotation(EndOfDay.class) != null;
            return marked == isEnd ? this : new TimeReader(zone, marked);
        }

        @Override
        public OffsetDateTime deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = parser.getText().strip();
            try {
                OffsetDateTime time = switch (text.length()) {
                    case 10 ->
                        local(LocalDate.parse(text).plusDays(isEnd ? 1 : 0).atStartOfDay());
                    case 19 ->
                        local(text.charAt(10) == ' ' ? LocalDateTime.parse(text, SPACED) : LocalDateTime.parse(text));
                    default -> OffsetDateTime.parse(text);
                };
                Years.check(time.getYear());
                if (secondsOf(time.getOffset()) != 0) {
                    throw new DateTimeException("not an offset of ISO 8601");
                }
                return time;
            } catch (DateTimeException e) {
                throw context.weirdStringException(text, OffsetDateTime.class, "not a time");
            }
        }

        private OffsetDateTime local(LocalDateTime time) {
            return inWholeMinutes(time.atZone(zone).toOffsetDateTime());
        }
    }

    private static final class DateReader extends StdScalarDeserializer<LocalDate> {

        DateReader() {
            super(LocalDate.class);
        }

        @Override
        public LocalDate deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = parser.getText().strip();
            try {
                LocalDate date = LocalDate.parse(text);
                Years.check(date.getYear());
                return date;
            } catch (DateTimeException e) {
                throw context.weirdStringException(text, LocalDate.class, "not a date");
            }
        }
    }
}
