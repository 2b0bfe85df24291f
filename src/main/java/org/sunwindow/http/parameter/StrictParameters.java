package org.sunwindow.http.parameter;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.sunwindow.http.Problem;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;

/**
 * The query parameters of one request, read strictly. Every method reads a parameter and registers its name. {@link
 * #end()} refuses the request if a parameter is wrong or not registered, and names all of them at once. No parameter is
 * ignored.
 */
public final class StrictParameters {

    /** Most values of a parameter that may be repeated. */
    public static final int MAX_VALUES = 50;

    /** Longest comma-separated list, in characters. */
    public static final int MAX_LIST = 1000;

    /** A number has one spelling. The parsers of Java also accept signs and digits of other scripts. */
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,10}");

    /** Ends the messages of some readers. */
    private static final Pattern STOP = Pattern.compile("。$");

    private final MultivaluedMap<String, String> sent;
    private final Set<String> known = new LinkedHashSet<>();
    private final List<Problem.Item> errors = new ArrayList<>();

    private StrictParameters(MultivaluedMap<String, String> sent) {
        this.sent = sent;
    }

    public static StrictParameters of(UriInfo uri) {
        return new StrictParameters(uri.getQueryParameters());
    }

    /**
     * Combines the parameters of a request with those of its form. A parameter that is in both counts as given twice.
     */
    public static StrictParameters of(UriInfo uri, Map<String, List<String>> fields) {
        var all = new MultivaluedHashMap<>(uri.getQueryParameters());
        fields.forEach((name, values) -> values.forEach(value -> all.add(name, value)));
        return new StrictParameters(all);
    }

    /** Arguments that are sent in another way than in an address. */
    public static StrictParameters of(Map<String, List<String>> arguments) {
        var all = new MultivaluedHashMap<String, String>();
        all.putAll(arguments);
        return new StrictParameters(all);
    }

    /** A single value, stripped; an empty value counts as absent. */
    public Optional<String> text(String name, int maxLength) {
        return words(name, maxLength).filter(value -> isStorable(name, value));
    }

    /** The words of a search as typed, stripped; an empty value counts as absent. Control characters are not searched. */
    public Optional<String> words(String name, int maxLength) {
        known.add(name);
        List<String> values = sent.getOrDefault(name, List.of());
        if (values.size() > 1) {
            wrong(name, "repeated", "只能出现一次");
            return Optional.empty();
        }
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(values.getFirst().strip()).filter(value -> fits(name, value, maxLength));
    }

    /** The values of a repeatable parameter, stripped and without duplicates, in the order sent. */
    public List<String> texts(String name, int maxLength) {
        return texts(name, maxLength, MAX_VALUES);
    }

    /**
     * @param most values
     */
    public List<String> texts(String name, int maxLength, int most) {
        known.add(name);
        List<String> values = sent.getOrDefault(name, List.of());
        if (values.size() > most) {
            wrong(name, "repeated", "最多出现 %d 次".formatted(most));
            return List.of();
        }
        if (values.isEmpty()) {
            return values;
        }
        return values.stream()
                .map(String::strip)
                .filter(value -> fits(name, value, maxLength) && isStorable(name, value))
                .distinct()
                .toList();
    }

    /** Like {@link #texts}, but a value that is given twice is an error. */
    public List<String> differentTexts(String name, int maxLength) {
        List<String> different = texts(name, maxLength);
        long given = sent.getOrDefault(name, List.of()).stream()
                .filter(value -> !value.isBlank())
                .count();
        if (given > different.size() && !isWrong(name)) {
            wrong(name, "repeated", "同一个值写了不止一次，请只留一个");
        }
        return different;
    }

    /** The values of a comma-separated list, all of which must be allowed. */
    public Set<String> choices(String name, Collection<String> allowed) {
        var chosen = new LinkedHashSet<String>();
        for (String value : text(name, MAX_LIST).map(list -> list.split(",")).orElse(new String[0])) {
            if (allowed.contains(value.strip())) {
                chosen.add(value.strip());
            } else {
                wrong(name, "choice", "可用的值：" + String.join("、", allowed));
                return Set.of();
            }
        }
        return chosen;
    }

    public Optional<String> choice(String name, Collection<String> allowed) {
        var value = text(name, 100);
        if (value.isPresent() && !allowed.contains(value.get())) {
            wrong(name, "choice", "可用的值：" + String.join("、", allowed));
            return Optional.empty();
        }
        return value;
    }

    /**
     * A choice that may also be called by its Chinese name.
     *
     * @param allowed Chinese names by values
     */
    public Optional<String> choice(String name, Map<String, String> allowed) {
        var called = text(name, 100)
                .flatMap(written -> allowed.entrySet().stream()
                        .filter(value -> value.getValue().equals(written))
                        .map(Map.Entry::getKey)
                        .findFirst());
        return called.isPresent() ? called : choice(name, allowed.keySet());
    }

    /** A choice in any case; the values allowed are in upper case. */
    public Optional<String> choiceInAnyCase(String name, Collection<String> allowed) {
        var value = text(name, 100).map(written -> written.toUpperCase(Locale.ROOT));
        if (value.isPresent() && !allowed.contains(value.get())) {
            wrong(name, "choice", "可用的值：" + String.join("、", allowed));
            return Optional.empty();
        }
        return value;
    }

    public boolean flag(String name) {
        return choice(name, List.of("true", "false")).map(Boolean::valueOf).orElse(false);
    }

    /** A number that is not negative, in digits of ASCII. */
    public Optional<Integer> number(String name, int min, int max) {
        var value = text(name, 20);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        // not stripped: an unencoded plus sign is decoded as a space
        String digits = sent.getFirst(name);
        if (DIGITS.matcher(digits).matches()) {
            long number = Long.parseLong(digits);
            if (number >= min && number <= max) {
                return Optional.of((int) number);
            }
        }
        wrong(name, "range", "应为 %d 到 %d 的整数".formatted(min, max));
        return Optional.empty();
    }

    /** A date without a time. */
    public Optional<LocalDate> date(String name) {
        var value = text(name, 40);
        Optional<LocalDate> day = value.flatMap(StrictParameters::day);
        if (value.isPresent() && day.isEmpty()) {
            wrong(name, "date", "应为日期，如 2024-03-01，年份在 1900 到 2200 之间");
        }
        return day;
    }

    /** Reads a date; empty if the text is not a date, or if the date is too far in the past or future. */
    public static Optional<LocalDate> day(String text) {
        try {
            LocalDate day = LocalDate.parse(text);
            Years.check(day.getYear());
            return Optional.of(day);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The start of a range: the first instant of a day, or an instant. */
    public Optional<Instant> from(String name, ZoneId zone) {
        return from(name, zone, false);
    }

    /**
     * The start of a range: the first instant of a day, or an instant.
     *
     * @param ofEnds whether the range is of exclusive ends, so that the first midnight of a day ends the day before
     */
    public Optional<Instant> from(String name, ZoneId zone, boolean ofEnds) {
        return time(name, zone, day -> day.atStartOfDay(zone).toInstant().plusMillis(ofEnds ? 1 : 0));
    }

    /**
     * The end of a range, inclusive: the last millisecond of a day, or an instant.
     *
     * @param ofEnds whether the range is of exclusive ends, so that the midnight after a day ends this day
     */
    public Optional<Instant> to(String name, ZoneId zone, boolean ofEnds) {
        return time(
                name,
                zone,
                day -> day.plusDays(1).atStartOfDay(zone).toInstant().minusMillis(ofEnds ? 0 : 1));
    }

    private Optional<Instant> time(String name, ZoneId zone, Function<LocalDate, Instant> ofDay) {
        var value = text(name, 40);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            // an unencoded plus sign in a query string is decoded as a space
            String text = value.get().replace(' ', '+');
            if (text.length() == 10) {
                LocalDate day = LocalDate.parse(text);
                Years.check(day.getYear());
                return Optional.of(ofDay.apply(day));
            }
            var time = DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            Years.check(time.get(ChronoField.YEAR));
            return Optional.of(
                    time instanceof OffsetDateTime instant
                            ? instant.toInstant()
                            : LocalDateTime.from(time).atZone(zone).toInstant());
        } catch (DateTimeException e) {
            wrong(name, "date", "应为日期（2024-03-01）或时间（2024-03-01T08:00:00+08:00，不带时区的为本地时间），年份在 1900 到 2200 之间");
            return Optional.empty();
        }
    }

    public void wrong(String name, String code, String message) {
        errors.add(new Problem.Item(name, code, message));
    }

    /** Whether a parameter is recorded as wrong, in which case it is not missing. */
    public boolean isWrong(String name) {
        return errors.stream().anyMatch(error -> name.equals(error.name()));
    }

    /**
     * Ends the reading of parameters.
     *
     * @throws ProblemException if a parameter is wrong or unknown
     */
    public void end() {
        for (String name : sent.keySet()) {
            if (!known.contains(name)) {
                wrong(name, "unknown", known.isEmpty() ? "这个地址不带参数" : "没有这个参数；可用的参数：" + String.join("、", known));
            }
        }
        if (!errors.isEmpty()) {
            var first = errors.getFirst();
            throw new ProblemException(
                    ProblemCode.PARAMETER_INVALID,
                    "参数 %s：%s。"
                            .formatted(
                                    shortened(first.name()),
                                    STOP.matcher(first.message()).replaceFirst("")),
                    errors);
        }
    }

    /** No text of a record has U+0000, and PostgreSQL refuses a statement with it. */
    private boolean isStorable(String name, String value) {
        if (value.indexOf('\0') >= 0) {
            wrong(name, "format", "含有不能使用的字符（U+0000）");
            return false;
        }
        return true;
    }

    private boolean fits(String name, String value, int maxLength) {
        if (value.indexOf('\uFFFD') >= 0) {
            wrong(name, "encoding", "应为 UTF-8 的百分号编码");
            return false;
        }
        if (value.length() > maxLength) {
            wrong(name, "length", "最长 %d 个字符".formatted(maxLength));
            return false;
        }
        return !value.isEmpty();
    }

    private static String shortened(String name) {
        return name.length() <= 40 ? name : name.substring(0, 40) + "…";
    }
}
