package org.sunwindow.relevance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sunwindow.relevance.Places.Place;
import org.sunwindow.relevance.Vocabulary.Series;

/**
 * Generates disclosures. The rated ones follow the series of series.txt; further ones repeat the local series for
 * other places and months, each combination once.
 */
final class Disclosures {

    static final int RATED = 1900;

    /** 2012-01 to 2026-10. */
    private static final int MONTHS = 178;

    /** Coprime to MONTHS, so that stepping by it visits every month. */
    private static final int STRIDE = 37;

    private static final String[] NUMERALS = {"一", "二", "三", "四"};
    private static final Pattern STANDARD = Pattern.compile("(?:GB(?:/T)?|MZ/T|DB99/T) (\\d+)");

    /**
     * A document of a series, a place and a period.
     *
     * @param batch distinguishes documents that would have the same title
     * @param seed  position among all disclosures
     * @param next  the document that replaces it, or {@code null}
     */
    record Draft(
            Series series, Place place, int year, int quarter, int half, int month, int batch, int seed, Draft next) {

        String publisher() {
            return switch (place.level()) {
                case 4 -> place.title() + (place.isStreet() ? "办事处" : "人民政府");
                default -> place.name() + "民政局";
            };
        }

        String title() {
            String title = series.title()
                    .replace("{P}", place.title())
                    .replace("{B}", publisher())
                    .replace("{y}", Integer.toString(year))
                    .replace("{q}", quarter == 0 ? "" : NUMERALS[quarter - 1])
                    .replace("{h}", half == 1 ? "上半年" : "下半年")
                    .replace("{m}", month + "月");
            return batch == 0 ? title : title + "（第" + batch + "批）";
        }

        /** Returns the date of signature: reports are signed after their period, orders within it. */
        LocalDate issued() {
            int day = 1 + Math.floorMod(seed * 7, 12);
            return switch (series.period()) {
                case "month" -> LocalDate.of(year, month, day).plusMonths(1);
                case "quarter" -> LocalDate.of(year, quarter * 3, day).plusMonths(1);
                case "half" -> LocalDate.of(year, half * 6, day).plusMonths(1);
                default ->
                    switch (series.type().id()) {
                        case "annual", "summary", "statistics" -> LocalDate.of(year + 1, 1 + day % 3, day + 8);
                        case "announcement" -> {
                            // the results of a year are announced in the next one
                            int later = series.title().contains("年度") && year < 2026 ? 1 : 0;
                            yield LocalDate.of(year + later, 1 + Math.floorMod(seed * 3, 10), day + 8);
                        }
                        case "accounts" -> LocalDate.of(Math.min(year + 1, 2026), 8, day + 8);
                        case "budget" -> LocalDate.of(year, 2, day + 8);
                        default -> LocalDate.of(year, 1 + Math.floorMod(seed * 3, 10), day + 8);
                    };
            };
        }
    }

    private final Vocabulary vocabulary;
    private final Texts texts;
    private final List<Place> districts;
    private final List<Place> townships;
    private final Place city;
    private final List<Draft> rated = new ArrayList<>();
    private final List<Series> local;
    private final List<Place> further = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private final List<String> numbers = new ArrayList<>();
    private final Map<String, Draft> measures = new HashMap<>();

    Disclosures(Vocabulary vocabulary, Places places) {
        this.vocabulary = vocabulary;
        this.texts = new Texts(vocabulary, places);
        city = places.city();
        districts = places.districts().stream().limit(8).toList();
        townships = places.townships().stream()
                .filter(place -> place.code().startsWith("9901"))
                .toList();
        local = vocabulary.series().stream().filter(Series::local).toList();
        further.addAll(townships);
        places.districts().stream().skip(8).forEach(further::add);
        places.townships().stream().skip(townships.size()).forEach(further::add);
        vocabulary.series().forEach(this::write);
        rated.subList(RATED, rated.size()).clear();
        number();
    }

    Corpus.Entry entry(int index) {
        Draft draft = index < RATED ? rated.get(index) : repeated(index - RATED);
        return entry(
                draft,
                index < RATED ? keys.get(index) : key(draft, index),
                index < RATED ? numbers.get(index) : furtherNumber(draft));
    }

    /** Varies series fastest, then places, then months, so that any prefix is a representative sample. */
    private Draft repeated(int index) {
        Series series = local.get(index % local.size());
        int rest = index / local.size();
        int at = rest % further.size();
        Place place = further.get(at);
        int round = rest / further.size();
        int slot = Math.floorMod(round * STRIDE + at * 13 + index % local.size() * 29, MONTHS);
        int year = 2012 + slot / 12;
        int month = slot % 12;
        return switch (series.period()) {
            case "quarter" -> {
                int quarter = year == 2026 ? Math.min(month / 3, 2) : month / 3;
                yield draft(series, place, year, quarter + 1, 0, 0, month - quarter * 3 + 1, index + RATED);
            }
            case "half" -> {
                int half = year == 2026 ? 0 : month / 6;
                yield draft(series, place, year, 0, half + 1, 0, month - half * 6 + 1, index + RATED);
            }
            case "month" -> draft(series, place, year, 0, 0, month + 1, 1 + round / MONTHS, index + RATED);
            default -> {
                int reported = Math.min(year, 2025);
                yield draft(series, place, reported, 0, 0, 0, month + 1 + (year - reported) * 12, index + RATED);
            }
        };
    }

    private static Draft draft(Series series, Place place, int year, int q, int h, int m, int batch, int seed) {
        return new Draft(series, place, year, q, h, m, batch, seed, null);
    }

    private void write(Series series) {
        List<Place> where = switch (series.places().charAt(0)) {
            case 'd' -> districts.subList(0, Integer.parseInt(series.places().substring(1)));
            case 't' -> townships.subList(0, Integer.parseInt(series.places().substring(1)));
            default -> List.of(city);
        };
        for (Place place : where) {
            Draft next = null;
            // backwards, because each member of a chain refers to its replacement
            for (int year : series.years().reversed()) {
                int parts = switch (series.period()) {
                    case "month" -> year == 2026 ? 10 : 12;
                    case "quarter" -> year == 2026 ? 3 : 4;
                    case "half" -> year == 2026 ? 1 : 2;
                    default -> 1;
                };
                for (int part = parts; part >= 1; part--) {
                    var draft = new Draft(
                            series,
                            place,
                            year,
                            series.period().equals("quarter") ? part : 0,
                            series.period().equals("half") ? part : 0,
                            series.period().equals("month") ? part : 0,
                            0,
                            rated.size(),
                            next);
                    rated.add(draft);
                    next = series.chain() ? draft : null;
                }
            }
        }
    }

    /** Assigns keys and numbers that are consecutive within a publisher and a month or year. */
    private void number() {
        var counts = new HashMap<String, Integer>();
        for (Draft draft : rated) {
            String month = prefix(draft) + String.format("/%tY%<tm-", draft.issued());
            keys.add(month + String.format("%05d", counts.merge(month, 1, Integer::sum)));
            String series = draft.series().type().numbers();
            if (series.equals("-") || draft.place().level() == 4) {
                numbers.add(null);
            } else {
                String prefix = numberPrefix(draft, series);
                numbers.add(prefix + (3 + 2 * counts.merge(prefix, 1, Integer::sum)) + "号");
            }
            if (draft.series().type().id().equals("measure")) {
                measures.put(draft.series().subject().id() + draft.year(), draft);
            }
        }
    }

    private static String numberPrefix(Draft draft, String series) {
        String own = draft.place().level() == 2
                ? "云民"
                : draft.place().name().substring(0, draft.place().name().length() - 1) + "民";
        return own + (series.equals("批") ? "函" : series) + "〔" + draft.issued().getYear() + "〕";
    }

    private String furtherNumber(Draft draft) {
        String series = draft.series().type().numbers();
        if (series.equals("-") || draft.place().level() == 4) {
            return null;
        }
        int number = 100 + local.indexOf(draft.series()) * 30 + draft.batch();
        return numberPrefix(draft, series) + number + "号";
    }

    private static String prefix(Draft draft) {
        String code = draft.place().code();
        return draft.place().level() == 4 ? code.substring(0, 9) + "9" : code.substring(0, 6) + "009";
    }

    private static String key(Draft draft, int index) {
        return prefix(draft) + String.format("/%tY%<tm-%05d", draft.issued(), index);
    }

    private Corpus.Entry entry(Draft draft, String key, String number) {
        var random = new SplittableRandom(draft.seed() * 0x9E3779B97F4A7C15L);
        var subject = draft.series().subject();
        var type = draft.series().type();
        String body = texts.body(draft, random);
        LocalDate issued = draft.issued();
        ObjectNode json = Corpus.object();
        json.put("indexNo", key);
        json.put("title", draft.title());
        if (random.nextInt(10) < 6) {
            json.put("summary", texts.summary(body));
        }
        json.put("category", type.category());
        json.put("publisher", draft.publisher());
        json.put("division", draft.place().code());
        if (random.nextInt(3) == 0) {
            json.put("source", draft.publisher());
        }
        String time = String.format("%02d:%02d:%02d", 8 + random.nextInt(9), random.nextInt(60), random.nextInt(60));
        json.put("publishedAt", issued.plusDays(random.nextInt(4)) + " " + time);
        json.put("issuedOn", issued.toString());
        boolean abolished = draft.next() != null || ages(type.numbers()) && draft.year() < 2016;
        if (draft.next() != null) {
            json.put("abolishedOn", draft.next().issued().toString());
        }
        if (abolished || random.nextInt(10) < 3) {
            json.put("validity", abolished ? draft.next() != null ? "废止" : "失效" : "有效");
        }
        ArrayNode keywords = json.putArray("keywords");
        texts.keywords(draft, random).forEach(keywords::add);
        json.put("topic", subject.topic());
        if (random.nextInt(2) == 0) {
            json.putArray("audience").add(subject.audience());
        }
        json.put("genre", type.genre());
        json.put("fiveOpen", type.fiveOpen());
        if (number != null) {
            json.put("docNo", number);
        }
        json.put("disclosureAttribute", "主动公开");
        json.put("dutyUnit", subject.unit());
        relate(json, draft);
        json.put("body", body);
        Map<String, String> tags = tags(draft, key, number, abolished);
        return new Corpus.Entry("disclosure", key, tags, json.toString());
    }

    private static boolean ages(String numbers) {
        return numbers.equals("发") || numbers.equals("函") || numbers.equals("规");
    }

    private void relate(ObjectNode json, Draft draft) {
        var links = new LinkedHashMap<String, Draft>();
        if (draft.next() != null) {
            links.put("REPLACED_BY", draft.next());
        }
        if (draft.series().type().id().equals("interpretation")) {
            links.put("INTERPRETS", measures.get(draft.series().subject().id() + draft.year()));
        }
        links.forEach((relation, to) -> {
            if (to != null && to.seed() < RATED) {
                ArrayNode related = json.withArray("related");
                related.addObject().put("relation", relation).put("key", keys.get(to.seed()));
            }
        });
    }

    private static Map<String, String> tags(Draft draft, String key, String number, boolean abolished) {
        Map<String, String> tags = Corpus.tags("disclosure", draft.place());
        tags.put("subject", draft.series().subject().id());
        tags.put("field", draft.series().subject().field());
        tags.put("type", draft.series().type().id());
        tags.put("year", Integer.toString(draft.year()));
        put(tags, "quarter", draft.quarter());
        put(tags, "half", draft.half());
        put(tags, "month", draft.month());
        tags.put("indexNo", key);
        if (number != null) {
            tags.put("docNo", number);
        }
        tags.put("status", abolished ? "abolished" : "current");
        Matcher standard = STANDARD.matcher(draft.title());
        if (standard.find()) {
            tags.put("standard", standard.group(1));
        }
        return tags;
    }

    private static void put(Map<String, String> tags, String name, int value) {
        if (value > 0) {
            tags.put(name, Integer.toString(value));
        }
    }
}
