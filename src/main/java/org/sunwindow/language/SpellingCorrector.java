package org.sunwindow.language;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Corrects texts by the subjects of a vocabulary and short titles: characters of the same sound, or one character that
 * is wrong, missing or superfluous in a word. Used for texts without hits. Immutable.
 */
public final class SpellingCorrector {

    /** Minimum length of a word with a typo; in a shorter one, a different character makes a different word. */
    private static final int MIN_FOR_TYPO = 4;

    /** Maximum length of a word or title that is used for corrections. */
    public static final int MAX_WORD = 12;

    /** Maximum length of a text; longer ones contain enough correct words. */
    private static final int MAX_TEXT = 40;

    /** Maximum number of words of the same sound. */
    private static final int MAX_HOMOPHONES = 3;

    private static final char ANY = '?';

    /** Costs of a split; a known word costs 1. */
    private static final int UNKNOWN = 10;

    private static final int HOMOPHONE = 3;
    private static final int TYPO = 5;

    private final Vocabulary vocabulary;
    private final List<String> names;
    private final Map<String, List<String>> bySound = new HashMap<>();

    /** By the word with one character replaced by {@link #ANY} or deleted. */
    private final Map<String, String> byTypo = new HashMap<>();

    /**
     * @param names short titles, by {@link ChineseText#letters}
     */
    public SpellingCorrector(Vocabulary vocabulary, List<String> names) {
        this.vocabulary = vocabulary;
        this.names = names;
        Stream.concat(vocabulary.subjects().stream(), names.stream())
                .filter(word -> word.length() >= 2 && word.length() <= MAX_WORD)
                .forEach(this::add);
    }

    /** Whether this was built from a vocabulary and names. */
    public boolean isOf(Vocabulary current, List<String> currentNames) {
        return vocabulary.version().equals(current.version()) && names.equals(currentNames);
    }

    private void add(String word) {
        bySound.computeIfAbsent(sound(word), sound -> new ArrayList<>(1)).add(word);
        for (int i = 0; i < word.length(); i++) {
            if (word.length() >= MIN_FOR_TYPO) {
                byTypo.putIfAbsent(word.substring(0, i) + ANY + word.substring(i + 1), word);
                byTypo.putIfAbsent(word.substring(0, i) + word.substring(i + 1), word);
            }
        }
    }

    /** Returns the key of a sound. In words of three characters or more, sounds that are often confused are equal. */
    private static String sound(String word) {
        String sound = Pinyin.sound(word);
        return word.length() == 2
                ? sound
                : sound.replace("zh", "z").replace("ch", "c").replace("sh", "s").replace("ng ", "n ");
    }

    /** A split of the text from an offset to its end. */
    private record Split(int cost, String text) {}

    /** Returns the corrections of a text, the likeliest first; empty if there is nothing to correct. */
    public List<String> correct(String typed) {
        String text = ChineseText.normalize(typed);
        if (text.length() > MAX_TEXT) {
            return List.of();
        }
        List<List<List<Candidate>>> candidates = candidates(text);
        int choices = candidates.stream()
                .flatMap(List::stream)
                .mapToInt(List::size)
                .max()
                .orElse(0);
        return IntStream.range(0, Math.clamp(choices, 1, MAX_HOMOPHONES))
                .mapToObj(choice -> corrected(text, candidates, choice))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    /** Returns the candidates for each substring of a text, by its offset and its length minus one. */
    private List<List<List<Candidate>>> candidates(String text) {
        var candidates = new ArrayList<List<List<Candidate>>>();
        for (int i = 0; i < text.length(); i++) {
            var ofLength = new ArrayList<List<Candidate>>();
            for (int length = 1; length <= Math.min(MAX_WORD + 1, text.length() - i); length++) {
                String word = text.substring(i, i + length);
                boolean known = vocabulary.role(word) == Vocabulary.Role.SUBJECT;
                ofLength.add(length < 2 || known ? List.of() : candidatesFor(word));
            }
            candidates.add(ofLength);
        }
        return candidates;
    }

    /**
     * Returns the cheapest split with at least one correction.
     *
     * @param choice number of the candidate to take for each word
     */
    private Optional<String> corrected(String text, List<List<List<Candidate>>> candidates, int choice) {
        var asTyped = new Split[text.length() + 1];
        var corrected = new Split[text.length() + 1];
        asTyped[text.length()] = new Split(0, "");
        for (int i = text.length() - 1; i >= 0; i--) {
            for (int length = 1; length <= Math.min(MAX_WORD + 1, text.length() - i); length++) {
                String word = text.substring(i, i + length);
                int end = i + length;
                int cost = vocabulary.role(word) != null ? 1 : length == 1 ? unknown(word.charAt(0)) : -1;
                if (cost >= 0) {
                    asTyped[i] = cheaper(asTyped[i], asTyped[end], word, cost);
                    corrected[i] = cheaper(corrected[i], corrected[end], word, cost);
                }
                List<Candidate> ofWord = candidates.get(i).get(length - 1);
                if (!ofWord.isEmpty()) {
                    Candidate candidate = ofWord.get(Math.min(choice, ofWord.size() - 1));
                    corrected[i] = cheaper(corrected[i], asTyped[end], candidate.word(), candidate.cost());
                    corrected[i] = cheaper(corrected[i], corrected[end], candidate.word(), candidate.cost());
                }
            }
        }
        return Optional.ofNullable(corrected[0]).map(Split::text);
    }

    private static int unknown(char c) {
        return Character.isIdeographic(c) ? UNKNOWN : 0;
    }

    private static Split cheaper(Split known, Split rest, String word, int cost) {
        if (rest == null || known != null && known.cost() <= rest.cost() + cost) {
            return known;
        }
        return new Split(rest.cost() + cost, word + rest.text());
    }

    /** A word that another may be a misspelling of. */
    private record Candidate(String word, int cost) {}

    /** Returns the words of the same sound or, without any, the word with a typo. */
    private List<Candidate> candidatesFor(String word) {
        if (!word.codePoints().allMatch(Character::isIdeographic)) {
            return List.of();
        }
        List<String> homophones = bySound.getOrDefault(sound(word), List.of());
        if (!homophones.isEmpty() && !homophones.contains(word)) {
            return homophones.stream()
                    .limit(MAX_HOMOPHONES)
                    .map(homophone -> new Candidate(homophone, HOMOPHONE))
                    .toList();
        }
        for (int i = 0; i < word.length(); i++) {
            String open = word.substring(0, i) + ANY + word.substring(i + 1);
            String without = word.substring(0, i) + word.substring(i + 1);
            String intended = word.length() >= MIN_FOR_TYPO ? byTypo.get(open) : null;
            if (intended == null && word.length() >= MIN_FOR_TYPO - 1 && i == 0) {
                intended = byTypo.get(word);
            }
            if (intended == null
                    && without.length() >= MIN_FOR_TYPO
                    && vocabulary.role(without) == Vocabulary.Role.SUBJECT) {
                intended = without;
            }
            if (intended != null && !intended.equals(word)) {
                return List.of(new Candidate(intended, TYPO));
            }
        }
        return List.of();
    }
}
