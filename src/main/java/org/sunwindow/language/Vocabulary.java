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
 * The words of the field, as the file vocabulary.txt lists and explains them. What they mean is applied to questions, so it
 * can change at any time; the index only knows which words the file that comes along has. Immutable.
 */
public final class Vocabulary {

    /** What a word does in a question. */
    enum Role {
        /** Names a subject. */
        SUBJECT,
        /** Occurs in every other document, such as 通知 and 办理. */
        GENERIC,
        /** Makes a question of it, such as 怎么办. */
        QUESTION
    }

    /** Longest word, in characters: bounds the work of finding words in a question. */
    static final int MAX_WORD = 20;

    private static final int MAX_LINE_WORDS = 30;

    private final Map<String, Role> roles = new LinkedHashMap<>();
    private final Map<String, Set<String>> same = new LinkedHashMap<>();
    private final Map<String, Set<String>> others = new LinkedHashMap<>();
    private final Map<String, Set<String>> intents = new LinkedHashMap<>();
    private final Map<Section, Set<String>> secondary = new EnumMap<>(Section.class);
    private final Map<Character, Integer> longest = new HashMap<>();
    private final List<String> questionWords = new ArrayList<>();
    private final String version;

    /** The part of the file that is being read. */
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
        // both are always there, because records are marked by their places
        secondary.put(Section.一时文书, new LinkedHashSet<>());
        secondary.put(Section.后续事项, new LinkedHashSet<>());
    }

    /**
     * @param version tells this text from others
     * @throws IllegalArgumentException for a line that cannot be understood, naming it
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
            throw new IllegalArgumentException("there are no words in the vocabulary");
        }
        vocabulary.prepare();
        return vocabulary;
    }

    /** What every question asks for. */
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
            case 同义词 -> addSynonyms(directed ? others : same, left, directed ? right : left);
            case 泛指词 -> left.forEach(word -> roles.put(word, Role.GENERIC));
            case 疑问词 -> left.forEach(word -> know(word, Role.QUESTION));
            case 一时文书, 后续事项 -> secondary.get(section).addAll(left);
            case 意图 ->
                left.forEach(word -> intents.computeIfAbsent(word, w -> new LinkedHashSet<>())
                        .addAll(right));
        }
    }

    private void addSynonyms(Map<String, Set<String>> synonyms, List<String> words, List<String> found) {
        Stream.concat(words.stream(), found.stream()).forEach(word -> know(word, Role.SUBJECT));
        for (String word : words) {
            var set = synonyms.computeIfAbsent(word, w -> new LinkedHashSet<>());
            found.stream().filter(other -> !other.equals(word)).forEach(set::add);
        }
    }

    /** What occurs everywhere stays so, also where it has synonyms; a subject is never a mere question word. */
    private void know(String word, Role role) {
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

    /** Tells this vocabulary from another; part of what an answer depends on. */
    public String version() {
        return version;
    }

    /** What a word, in normalised spelling, does in a question; {@code null} when it is not known. */
    public Role role(String word) {
        return roles.get(word);
    }

    /** Length of the longest word that begins with a character, 0 where none does. */
    int longest(char first) {
        return longest.getOrDefault(first, 0);
    }

    /** Words that mean the same, in the order of the file. */
    public Collection<String> same(String word) {
        return same.getOrDefault(word, Set.of());
    }

    /** What also belongs to a word, for who finds little with it: what else is looked for for what is looked for. */
    public Collection<String> wider(String word) {
        var found = new LinkedHashSet<String>();
        Stream.concat(same(word).stream(), others(word).stream()).forEach(near -> {
            found.addAll(same(near));
            found.addAll(others(near));
        });
        return found;
    }

    /** What else is looked for when a word is asked for, but not the other way round. */
    public Collection<String> others(String word) {
        return others.getOrDefault(word, Set.of());
    }

    /** All words, whatever they do in a question. */
    public Set<String> words() {
        return roles.keySet();
    }

    /** Words of more than one character that make a question of what they stand in. */
    List<String> questionWords() {
        return Collections.unmodifiableList(questionWords);
    }

    /** Words that name a subject, in the order of the file. */
    public List<String> subjects() {
        return roles.entrySet().stream()
                .filter(word -> word.getValue() == Role.SUBJECT)
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * Sets of words by which titles tell that they are not what people want first, unless they ask with one of them: lists
     * and figures of one moment, such as 公示 and 统计; and what comes after the main thing, such as 变更 and 注销.
     */
    public Collection<Set<String>> secondary() {
        return secondary.values();
    }

    /** Kinds of record that a person wants who asks with these words. */
    Set<String> intended(String text) {
        var kinds = new LinkedHashSet<String>();
        intents.forEach((word, wanted) -> {
            if (text.contains(word)) {
                kinds.addAll(wanted);
            }
        });
        return kinds;
    }
}
