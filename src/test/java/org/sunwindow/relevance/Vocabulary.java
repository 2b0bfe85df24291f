package org.sunwindow.relevance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The subjects and phrases of the bureau, read from resource files, so that domain experts can read and correct them
 * without knowing Java.
 */
public final class Vocabulary {

    record Subject(
            String id,
            String field,
            String name,
            String citizens,
            String topic,
            String unit,
            String audience,
            List<String> facts,
            List<String[]> questions) {}

    record Type(
            String id,
            String genre,
            String category,
            String fiveOpen,
            String numbers,
            List<String> openings,
            List<String> closings) {}

    /**
     * A series of documents.
     *
     * @param years in ascending order; in a chain, each year replaces the one before
     */
    record Series(
            Subject subject,
            Type type,
            String places,
            String period,
            List<Integer> years,
            boolean chain,
            String title) {

        boolean local() {
            return !places.equals("city");
        }
    }

    private static final String TOPIC = "民政、扶贫、慈善/";

    /** Pseudo type with remarks about other work (openings) and general orders (closings). */
    private static final String REMARK = "remark";

    private final Map<String, Subject> subjects = new LinkedHashMap<>();
    private final Map<String, Type> types = new LinkedHashMap<>();
    private final List<Series> series = new ArrayList<>();
    private final Map<String, List<String[]>> counter = new LinkedHashMap<>();
    private final List<Subject> subjectList;

    /** The subjects that citizens ask about. */
    private final List<Subject> asked;

    Vocabulary() {
        readSubjects();
        readTypes();
        readSeries();
        readCounter();
        subjectList = List.copyOf(subjects.values());
        asked = subjectList.stream()
                .filter(subject -> !subject.questions().isEmpty())
                .toList();
    }

    Subject subject(String id) {
        Subject subject = subjects.get(id);
        if (subject == null) {
            throw new IllegalArgumentException("no subject " + id);
        }
        return subject;
    }

    List<Series> series() {
        return series;
    }

    /** Returns the rows of a section of counter.txt. */
    List<String[]> counter(String section) {
        return counter.get(section);
    }

    List<String> orders() {
        return types.get(REMARK).closings();
    }

    /** Returns a remark about two other subjects, which makes hits in a body less relevant than hits in a title. */
    String remark(Subject own, SplittableRandom random) {
        Subject first = another(asked, own, random);
        Subject second = another(subjectList, first, random);
        String remark = pick(types.get(REMARK).openings(), random);
        return remark.replace("{x}", first.name()).replace("{z}", second.name());
    }

    /** Returns the article of an ordinance that refers to other ordinances. */
    String exception(Subject own, SplittableRandom random) {
        return "涉及" + another(asked, own, random).name() + "的，依照有关规定执行。法律、法规另有规定的，从其规定。";
    }

    private static Subject another(List<Subject> from, Subject own, SplittableRandom random) {
        int at = random.nextInt(from.size());
        return from.get(at) == own ? from.get((at + 1) % from.size()) : from.get(at);
    }

    static <T> T pick(List<T> list, SplittableRandom random) {
        return list.get(random.nextInt(list.size()));
    }

    /** Replaces the placeholders in braces by names and numbers. */
    static String fill(String text, Map<String, String> names, int year, SplittableRandom random) {
        var filled = new StringBuilder(text.length() + 40);
        int from = 0;
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', from)) {
            int close = text.indexOf('}', open);
            String key = text.substring(open + 1, close);
            filled.append(text, from, open);
            String name = names.get(key);
            filled.append(name != null ? name : number(key, year, random));
            from = close + 1;
        }
        return filled.append(text, from, text.length()).toString();
    }

    private static String number(String key, int year, SplittableRandom random) {
        return switch (key) {
            case "a" -> Integer.toString(30 + random.nextInt(950));
            case "b" -> Integer.toString(2 + random.nextInt(44));
            case "c" -> (15 + random.nextInt(970)) + "." + random.nextInt(10);
            case "p" -> (85 + random.nextInt(15)) + "." + random.nextInt(10);
            case "s" -> Integer.toString(380 + (year - 2012) * 36);
            default -> throw new IllegalArgumentException("nothing for {" + key + "}");
        };
    }

    private void readSubjects() {
        for (String block : read("subjects.txt").split("\n(?=\\[)")) {
            if (block.startsWith("#")) {
                continue;
            }
            String[] lines = block.strip().split("\n");
            String id = idOf(lines[0]);
            String[] head = cells(lines[0].substring(lines[0].indexOf(']') + 1));
            var facts = new ArrayList<String>();
            var questions = new ArrayList<String[]>();
            for (int i = 1; i < lines.length; i++) {
                String text = lines[i].substring(2);
                if (lines[i].startsWith("+")) {
                    facts.add(text);
                } else {
                    questions.add(cells(text));
                }
            }
            String topic = head[3].contains("/") ? head[3] : TOPIC + head[3];
            subjects.put(id, new Subject(id, head[0], head[1], head[2], topic, head[4], head[5], facts, questions));
        }
    }

    private void readTypes() {
        for (String block : read("types.txt").split("\n(?=\\[)")) {
            if (block.startsWith("#")) {
                continue;
            }
            String[] lines = block.strip().split("\n");
            String id = idOf(lines[0]);
            String[] head = cells(lines[0].substring(lines[0].indexOf(']') + 1));
            var openings = new ArrayList<String>();
            var closings = new ArrayList<String>();
            for (String line : lines) {
                String text = line.substring(Math.min(2, line.length())).replace("\\n", "\n");
                if (line.startsWith("<")) {
                    openings.add(text);
                } else if (line.startsWith(">")) {
                    closings.add(text);
                }
            }
            types.put(id, new Type(id, head[0], head[1], head[2], head[3], openings, closings));
        }
    }

    private void readSeries() {
        for (String line : read("series.txt").split("\n")) {
            if (line.startsWith("#") || line.isBlank()) {
                continue;
            }
            String[] cells = cells(line);
            Type type = types.get(cells[1]);
            if (type == null) {
                throw new IllegalArgumentException("no type: " + line);
            }
            series.add(new Series(
                    subject(cells[0]), type, cells[2], cells[3], years(cells[4]), cells[4].contains(">"), cells[5]));
        }
    }

    private void readCounter() {
        String section = null;
        for (String line : read("counter.txt").split("\n")) {
            if (line.startsWith("[")) {
                section = idOf(line);
                counter.put(section, new ArrayList<>());
            } else if (!line.startsWith("#") && !line.isBlank()) {
                counter.get(section).add(cells(line));
            }
        }
    }

    private static List<Integer> years(String text) {
        var years = new ArrayList<Integer>();
        for (String part : text.split("[,>]")) {
            String[] ends = part.split("-");
            for (int year = Integer.parseInt(ends[0]); year <= Integer.parseInt(ends[ends.length - 1]); year++) {
                years.add(year);
            }
        }
        return years;
    }

    private static String idOf(String line) {
        return line.substring(1, line.indexOf(']'));
    }

    private static String[] cells(String line) {
        return line.strip().split("\\s*\\|\\s*");
    }

    static String read(String name) {
        try (InputStream in = Vocabulary.class.getResourceAsStream("/relevance/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
