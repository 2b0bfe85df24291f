package org.sunwindow.language;

import java.util.ArrayList;
import java.util.List;
import org.sunwindow.language.Vocabulary.Role;

/** Splits Chinese text into words of a vocabulary. Immutable. */
final class WordSplitter {

    private final Vocabulary vocabulary;

    WordSplitter(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /**
     * A piece of a text.
     *
     * @param role {@code null} for text that the vocabulary does not know
     */
    record Piece(String text, Role role) {}

    /**
     * Splits a text so that as little as possible is unknown, into as few words as possible.
     *
     * @param longest maximum number of characters of a word
     */
    List<Piece> split(String text, int longest) {
        int[] cost = new int[text.length() + 1];
        int[] length = new int[text.length()];
        for (int i = text.length() - 1; i >= 0; i--) {
            cost[i] = Integer.MAX_VALUE;
            int known = Math.max(1, vocabulary.longest(text.charAt(i)));
            for (int l = Math.min(Math.min(longest, known), text.length() - i); l >= 1; l--) {
                Role role = vocabulary.role(text.substring(i, i + l));
                // single characters are words only if there is no better split
                int step = role == null ? (l == 1 ? 10 : -1) : l == 1 ? 8 : 1;
                if (step >= 0 && cost[i + l] + step < cost[i]) {
                    cost[i] = cost[i + l] + step;
                    length[i] = l;
                }
            }
        }
        var pieces = new ArrayList<Piece>();
        for (int i = 0; i < text.length(); i += length[i]) {
            String word = text.substring(i, i + length[i]);
            pieces.add(new Piece(word, vocabulary.role(word)));
        }
        return joined(pieces);
    }

    /** Joins adjacent unknown characters, and a particle between two of them, as in 目的地. */
    private static List<Piece> joined(List<Piece> pieces) {
        var joined = new ArrayList<Piece>();
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            boolean afterUnknown = !joined.isEmpty() && joined.getLast().role() == null;
            boolean beforeUnknown = i + 1 < pieces.size() && pieces.get(i + 1).role() == null;
            boolean particle = piece.role() == Role.QUESTION && piece.text().length() == 1;
            boolean unknown = piece.role() == null || particle && afterUnknown && beforeUnknown;
            if (unknown && afterUnknown) {
                joined.add(new Piece(joined.removeLast().text() + piece.text(), null));
            } else {
                joined.add(unknown ? new Piece(piece.text(), null) : piece);
            }
        }
        return joined;
    }
}
