package org.sunwindow.kind;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Reads the records of a kind for the index, by the declarations of its fields.
 *
 * @param zone time zone of dates
 */
record DocumentReader<R>(Kind<R> kind, Fields<R> fields, ZoneId zone) {

    IndexDocument read(R record) {
        var texts = new LinkedHashMap<Role, List<String>>();
        var identifiers = new ArrayList<String>();
        var values = new LinkedHashMap<String, List<String>>();
        var instants = new LinkedHashMap<String, Instant>();
        var citations = new LinkedHashSet<Citation>();
        var numbers = new LinkedHashMap<String, Long>();
        for (Field<R> field : fields.all()) {
            Number order = field.order == null ? null : field.order.apply(record);
            if (order != null) {
                numbers.put(field.name(), order.longValue());
            }
            List<String> read = field.openingHours || field.location ? List.of() : texts(field, record, zone);
            if (field.filter != null && field.filter.mode() == FilterMode.PHASED) {
                addPhases(field.filter, record, read, values);
            }
            if (field.citations) {
                read.stream().flatMap(text -> Citation.in(text).stream()).forEach(citations::add);
            }
            if (read.isEmpty()) {
                continue;
            }
            if (field.role != null) {
                texts.computeIfAbsent(field.role, role -> new ArrayList<>()).addAll(read);
            }
            if (field.identifier) {
                identifiers.addAll(read);
            }
            if (field.filter != null) {
                values.put(field.filter.name(), read);
                addSentLabel(field, record, read.getFirst(), values);
            }
            if (field.time != null) {
                instants.put(field.time.name(), instant(field.read(record)));
            }
        }
        return new IndexDocument(
                text(texts, Role.TITLE),
                List.copyOf(texts.getOrDefault(Role.KEYWORDS, List.of())),
                text(texts, Role.SUMMARY),
                List.copyOf(texts.getOrDefault(Role.FILE_NAME, List.of())),
                text(texts, Role.BODY),
                List.copyOf(texts.getOrDefault(Role.MENTION, List.of())),
                List.copyOf(identifiers),
                Map.copyOf(values),
                Map.copyOf(instants),
                fields.publisher(record),
                Map.copyOf(numbers),
                kind.isAskedByName(record),
                lapsedFrom(kind.lapsesOn(record)),
                kind.takesEffectOn(record) == null
                        ? null
                        : kind.takesEffectOn(record).atStartOfDay(zone).toInstant(),
                Set.copyOf(citations),
                fields.location(record),
                fields.openingHours(record));
    }

    private void addPhases(Filter filter, R record, List<String> sent, Map<String, List<String>> values) {
        for (Phase phase : Phase.values()) {
            String validity = phase.validity(
                    sent.isEmpty() ? null : sent.getFirst(), kind.takesEffectOn(record), kind.lapsesOn(record));
            if (validity != null) {
                values.put(filter.at(phase).name(), List.of(validity));
            }
        }
    }

    private void addSentLabel(Field<R> field, R record, String code, Map<String, List<String>> values) {
        String label = field.label == null ? null : field.label.apply(record);
        if (label != null && !field.filter.knows(code)) {
            values.put(field.filter.sentLabels().name(), List.of(SentLabel.of(code, label)));
        }
    }

    private static String text(Map<Role, List<String>> texts, Role role) {
        return String.join("\n", texts.getOrDefault(role, List.of()));
    }

    private Instant instant(Object time) {
        return time instanceof LocalDate date
                ? date.atStartOfDay(zone).toInstant()
                : ((OffsetDateTime) time).toInstant();
    }

    private Instant lapsedFrom(LocalDate day) {
        if (day == null) {
            return null;
        }
        return day.equals(Kind.NEVER_IN_FORCE)
                ? Instant.EPOCH
                : day.atStartOfDay(zone).toInstant();
    }

    /** The texts of a field. A date or time is its year, because only filters by year apply to it. */
    static <R> List<String> texts(Field<R> field, R record, ZoneId zone) {
        return switch (field.read(record)) {
            case null -> List.of();
            case String text -> List.of(text);
            case Collection<?> texts ->
                texts.stream().filter(Objects::nonNull).map(Object::toString).toList();
            case LocalDate date -> List.of(Integer.toString(date.getYear()));
            case OffsetDateTime time ->
                List.of(Integer.toString(time.atZoneSameInstant(zone).getYear()));
            case Object other ->
                throw new IllegalStateException("%s is no text: %s".formatted(field.name(), other.getClass()));
        };
    }
}
