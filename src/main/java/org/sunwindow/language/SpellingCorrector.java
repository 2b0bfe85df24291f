package org.sunwindow.language;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Puts right what was mistyped within a word of the vocabulary or a short title: characters of the same sound, or one
 * that is wrong, missing or too many. Only asked when nothing was found. Immutable.
 */
public final class SpellingCorrector {

    /** A shorter word that differs in one character is another word. */
    private static final int MIN_FOR_SLIP = 4;

    /** Longest word or title that is put right. */
    public static final int MAX_WORD = 12;

    /** Longer questions hold enough right words. */
    private static final int MAX_TEXT = 40;

    /** Words of one sound that are tried. */
    private static final int MAX_ALIKE = 3;

    private static final char ANY = '?';

    private static final int UNKNOWN = 10;
    private static final int SAME_SOUND = 3;
    private static final int OTHER_SLIP = 5;

    private final Vocabulary vocabulary;
    private final List<String> names;
    private final Map<String, List<String>> bySound = new HashMap<>();

    /** By a word with one character left open, or left out. */
    private final Map<String, String> bySlip = new HashMap<>();

    /**
     * @param names short titles, by {@link ChineseText#letters}
     */
    public SpellingCorrector(Vocabulary vocabulary, List<String> names) {
        this.vocabulary = vocabulary;
        this.names = names;
        Stream.concat(vocabulary.subjects().stream(), names.stream())
                .filter(word -> word.length() >= 2 && word.length() <= MAX_WORD)
                .forEach(this::learn);
    }

    public boolean isOf(Vocabulary current, List<String> currentNames) {
        return vocabulary.version().equals(current.version()) && names.equals(currentNames);
    }

    private void learn(String word) {
        bySound.computeIfAbsent(sound(word), sound -> new ArrayList<>(1)).add(word);
        for (int i = 0; i < word.length(); i++) {
            if (word.length() >= MIN_FOR_SLIP) {
                bySlip.putIfAbsent(word.substring(0, i) + ANY + word.substring(i + 1), word);
                bySlip.putIfAbsent(word.substring(0, i) + word.substring(i + 1), word);
            }
        }
    }

    /** Sounds that are often taken for one another count as one, in words long enough to bear it. */
    private static String sound(String word) {
        String sound = Pinyin.sound(word);
        return word.length() == 2
                ? sound
                : sound.replace("zh", "z").replace("ch", "c").replace("sh", "s").replace("ng ", "n ");
    }

    /** A way to read the text from some place to its end. */
    private record Reading(int cost, String text) {

        Reading before(String word, int added) {
            return new Reading(cost + added, word + text);
        }
    }

    /** What was probably meant, likelier first; empty when nothing of it would differ from what was typed. */
    public List<String> of(String typed) {
        String text = ChineseText.normalize(typed);
        if (text.length() > MAX_TEXT) {
            return List.of();
        }
        List<List<List<Guess>>> guesses = guesses(text);
        int choices = guesses.stream()
                .flatMap(List::stream)
                .mapToInt(List::size)
                .max()
                .orElse(0);
        return IntStream.range(0, Math.clamp(choices, 1, MAX_ALIKE))
                .mapToObj(choice -> corrected(text, guesses, choice))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    /** What each word of a text may be meant for, by where it begins and by its length less one. */
    private List<List<List<Guess>>> guesses(String text) {
        var guesses = new ArrayList<List<List<Guess>>>();
        for (int i = 0; i < text.length(); i++) {
            var ofLength = new ArrayList<List<Guess>>();
            for (int length = 1; length <= Math.min(MAX_WORD + 1, text.length() - i); length++) {
                String word = text.substring(i, i + length);
                boolean known = vocabulary.role(word) == Vocabulary.Role.SUBJECT;
                ofLength.add(length < 2 || known ? List.of() : guessesOf(word));
            }
            guesses.add(ofLength);
        }
        return guesses;
    }

    /**
     * @param choice which one to take of words that sound alike
     */
    private Optional<String> corrected(String text, List<List<List<Guess>>> guesses, int choice) {
        var asTyped = new Reading[text.length() + 1];
        var corrected = new Reading[text.length() + 1];
        asTyped[text.length()] = new Reading(0, "");
        for (int i = text.length() - 1; i >= 0; i--) {
            for (int length = 1; length <= Math.min(MAX_WORD + 1, text.length() - i); length++) {
                String word = text.substring(i, i + length);
                int end = i + length;
                int cost = vocabulary.role(word) != null ? 1 : length == 1 ? unknown(word.charAt(0)) : -1;
                if (cost >= 0) {
                    asTyped[i] = cheaper(asTyped[i], asTyped[end], word, cost);
                    corrected[i] = cheaper(corrected[i], corrected[end], word, cost);
                }
                List<Guess> guessed = guesses.get(i).get(length - 1);
                if (!guessed.isEmpty()) {
                    Guess guess = guessed.get(Math.min(choice, guessed.size() - 1));
                    corrected[i] = cheaper(corrected[i], asTyped[end], guess.word(), guess.cost());
                    corrected[i] = cheaper(corrected[i], corrected[end], guess.word(), guess.cost());
                }
            }
        }
        return Optional.ofNullable(corrected[0]).map(Reading::text);
    }

    private static int unknown(char c) {
        return Character.isIdeographic(c) ? UNKNOWN : 0;
    }

    private static Reading cheaper(Reading known, Reading rest, String word, int cost) {
        if (rest == null || known != null && known.cost() <= rest.cost() + cost) {
            return known;
        }
        return rest.before(word, cost);
    }

    private record Guess(String word, int cost) {}

    /** Words that sound alike, or the one that a slip makes it. */
    private List<Guess> guessesOf(String word) {
        if (!word.codePoints().allMatch(Character::isIdeographic)) {
            return List.of();
        }
        List<String> sounding = bySound.getOrDefault(sound(word), List.of());
        if (!sounding.isEmpty() && !sounding.contains(word)) {
            return sounding.stream()
                    .limit(MAX_ALIKE)
                    .map(meant -> new Guess(meant, SAME_SOUND))
                    .toList();
        }
        for (int i = 0; i < word.length(); i++) {
            String open = word.substring(0, i) + ANY + word.substring(i + 1);
            String without = word.substring(0, i) + word.substring(i + 1);
            String meant = word.length() >= MIN_FOR_SLIP ? bySlip.get(open) : null;
            if (meant == null && word.length() >= MIN_FOR_SLIP - 1 && i == 0) {
                meant = bySlip.get(word);
            }
            if (meant == null
                    && without.length() >= MIN_FOR_SLIP
                    && vocabulary.role(without) == Vocabulary.Role.SUBJECT) {
                meant = without;
            }
            if (meant != null && !meant.equals(word)) {
                return List.of(new Guess(meant, OTHER_SLIP));
            }
        }
        return List.of();
    }
}
