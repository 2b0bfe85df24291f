package org.sunwindow.language;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The vocabulary, as the file vocabulary.txt lists and explains it. Synonyms are applied to queries, so they can change
 * at any time; the index depends only on the words of the built-in file. Immutable.
 */
public final class Vocabulary {

    /** The role of a word in a query. */
    enum Role {
        /** Names a subject, such as 低保. */
        SUBJECT,
        /** Occurs in most documents, such as 通知 and 办理. */
        GENERIC,
        /** Makes a text a question, such as 怎么办. */
        QUESTION
    }

    /** Characters of a word; bounds the cost of splitting a text. */
    static final int MAX_WORD = 20;

    private static final int MAX_LINE_WORDS = 30;

    private final Map<String, Role> roles = new LinkedHashMap<>();
    private final Map<String, Set<String>> synonyms = new LinkedHashMap<>();
    private final Map<String, Set<String>> oneWay = new LinkedHashMap<>();
    private final Map<String, Set<String>> intents = new LinkedHashMap<>();
    private final Map<Section, Set<String>> secondary = new EnumMap<>(Section.class);
    private final Map<Character, Integer> longest = new HashMap<>();
    private final List<String> questionWords = new ArrayList<>();
    private final String version;

    /** The sections of the file. */
    private enum Section {
        同义词,
        泛指词,
        疑问词,
        一时文书,
        后续事项,
        意图
    }

    private Vocabulary(String version) {
        this.version = version;
        // both exist always, because the flags of records are numbered by their order
        secondary.put(Section.一时文书, new LinkedHashSet<>());
        secondary.put(Section.后续事项, new LinkedHashSet<>());
    }

    /**
     * @param version identifies the text
     * @throws IllegalArgumentException if a line is malformed; the message quotes it
     */
    static Vocabulary read(Reader text, String version) throws IOException {
        var vocabulary = new Vocabulary(version);
        Section section = null;
        int number = 0;
        var lines = new BufferedReader(text);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            String rule = (number == 1 ? line.replace("\uFEFF", "") : line).strip();
            try {
                if (rule.startsWith("[") && rule.endsWith("]")) {
                    section = Section.valueOf(rule.substring(1, rule.length() - 1));
                } else if (!rule.isEmpty() && !rule.startsWith("#")) {
                    vocabulary.add(section, rule);
                }
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "line %d of the vocabulary: %s (%s)".formatted(number, line, e.getMessage()), e);
            }
        }
        if (vocabulary.roles.isEmpty()) {
            throw new IllegalArgumentException("the vocabulary has no words");
        }
        vocabulary.prepare();
        return vocabulary;
    }

    /** Derives the tables that are read for every query. */
    private void prepare() {
        roles.forEach((word, role) -> {
            longest.merge(word.charAt(0), word.length(), Math::max);
            if (role == Role.QUESTION && word.length() > 1) {
                questionWords.add(word);
            }
        });
    }

    private void add(Section section, String rule) {
        String[] sides = rule.split("=>", -1);
        List<String> left = words(sides[0]);
        List<String> right = sides.length > 1 ? words(sides[1]) : List.of();
        boolean directed = section == Section.意图 || section == Section.同义词 && sides.length == 2;
        if (section == null || sides.length != (directed ? 2 : 1) || directed && right.isEmpty()) {
            throw new IllegalArgumentException("not a rule of this section");
        }
        switch (section) {
            case 同义词 -> addSynonyms(directed ? oneWay : synonyms, left, directed ? right : left);
            case 泛指词 -> left.forEach(word -> roles.put(word, Role.GENERIC));
            case 疑问词 -> left.forEach(word -> addRole(word, Role.QUESTION));
            case 一时文书, 后续事项 -> secondary.get(section).addAll(left);
            case 意图 ->
                left.forEach(word -> intents.computeIfAbsent(word, w -> new LinkedHashSet<>())
                        .addAll(right));
        }
    }

    private void addSynonyms(Map<String, Set<String>> map, List<String> words, List<String> found) {
        Stream.concat(words.stream(), found.stream()).forEach(word -> addRole(word, Role.SUBJECT));
        for (String word : words) {
            var set = map.computeIfAbsent(word, w -> new LinkedHashSet<>());
            found.stream().filter(other -> !other.equals(word)).forEach(set::add);
        }
    }

    /** A generic word stays generic even if it has synonyms, and a subject takes precedence over a question word. */
    private void addRole(String word, Role role) {
        roles.merge(word, role, (known, other) -> known == Role.GENERIC || other == Role.QUESTION ? known : other);
    }

    private static List<String> words(String list) {
        var words = new ArrayList<String>();
        for (String word : list.split("[、,，]")) {
            String normal = ChineseText.normalize(word.strip());
            if (!normal.isEmpty()) {
                words.add(normal);
            }
        }
        if (words.isEmpty() || words.size() > MAX_LINE_WORDS || words.stream().anyMatch(w -> w.length() > MAX_WORD)) {
            throw new IllegalArgumentException(
                    "1 to %d words of up to %d characters".formatted(MAX_LINE_WORDS, MAX_WORD));
        }
        return words;
    }

    /** Identifies this vocabulary. */
    public String version() {
        return version;
    }

    /** Whether this contains a normalized word, in any role. */
    public boolean contains(String word) {
        return roles.containsKey(word);
    }

    /** Returns the role of a normalized word, {@code null} if it is unknown. */
    Role role(String word) {
        return roles.get(word);
    }

    /** Returns the length of the longest word that starts with a character, 0 if there is none. */
    int longest(char first) {
        return longest.getOrDefault(first, 0);
    }

    /** Returns the words that mean the same, in the order of the file. */
    public Collection<String> synonyms(String word) {
        return synonyms.getOrDefault(word, Set.of());
    }

    /** Returns the synonyms, one-way ones included, of the synonyms of a word. For queries with few hits. */
    public Collection<String> related(String word) {
        var found = new LinkedHashSet<String>();
        Stream.concat(synonyms(word).stream(), oneWaySynonyms(word).stream()).forEach(synonym -> {
            found.addAll(synonyms(synonym));
            found.addAll(oneWaySynonyms(synonym));
        });
        return found;
    }

    /** Returns words whose records answer a query for this word, but not the other way round. */
    public Collection<String> oneWaySynonyms(String word) {
        return oneWay.getOrDefault(word, Set.of());
    }

    /** Returns the words of all roles. */
    public Set<String> words() {
        return roles.keySet();
    }

    /** Returns the question words of more than one character. */
    List<String> questionWords() {
        return Collections.unmodifiableList(questionWords);
    }

    /** Returns the subjects, in the order of the file. */
    public List<String> subjects() {
        return roles.entrySet().stream()
                .filter(word -> word.getValue() == Role.SUBJECT)
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * Returns the sets of secondary words. A record whose title contains one ranks lower unless the query contains a
     * word of the same set. The sets are about short-lived records, such as 公示 and 统计, and about what follows the main
     * procedure, such as 变更 and 注销.
     */
    public Collection<Set<String>> secondary() {
        return secondary.values();
    }

    /** Returns the names of the kinds of record that the wording of a text asks for. */
    Set<String> intendedKinds(String text) {
        var kinds = new LinkedHashSet<String>();
        intents.forEach((word, wanted) -> {
            if (text.contains(word)) {
                kinds.addAll(wanted);
            }
        });
        return kinds;
    }
}
