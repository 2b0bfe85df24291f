package org.sunwindow.privacy.context;

import org.sunwindow.privacy.names.NameContext;
import org.sunwindow.privacy.text.ReaderText;
import org.sunwindow.privacy.text.Terms;

/**
 * The part of a text around a position that probably concerns the same person: the sentence or the row, and in a form
 * the short lines around it. Its length is bounded, so that checking many positions takes linear time.
 */
public record Scope(ReaderText text, int from, int to) {

    private static final int LENGTH = 90;
    private static final int SHORT = 40;
    private static final int LINES = 4;

    public static Scope around(ReaderText text, int start, int end) {
        int from = start;
        while (from > 0 && start - from < LENGTH && !isEnd(text.at(from - 1))) {
            from--;
        }
        int to = end;
        while (to < text.length() && to - end < LENGTH && !isEnd(text.at(to))) {
            to++;
        }
        return new Scope(text, from, to);
    }

    private static boolean isEnd(char c) {
        return c == '\n' || c == '。' || c == '!';
    }

    /** The sentence before this one. */
    public Scope before() {
        int end = Math.max(0, from - 1);
        return around(text, end, end);
    }

    /** This scope and the short lines next to it, as in a form with one entry per line. */
    public Scope form() {
        int first = from;
        for (int line = 0; line < LINES && first > 0 && text.at(first - 1) == '\n'; line++) {
            int start = first - 1;
            while (start > 0 && first - start <= SHORT && text.at(start - 1) != '\n') {
                start--;
            }
            if (first - start > SHORT) {
                break;
            }
            first = start;
        }
        int last = to;
        for (int line = 0; line < LINES && text.at(last) == '\n'; line++) {
            int end = last + 1;
            while (end < text.length() && end - last <= SHORT && text.at(end) != '\n') {
                end++;
            }
            if (end - last > SHORT) {
                break;
            }
            last = end;
        }
        return new Scope(text, first, last);
    }

    /** Whether the scope has the name of a person without a public role. */
    public boolean hasName() {
        for (int at = from; at < to; ) {
            int[] name = NameContext.in(text, at, to);
            if (name == null) {
                return false;
            }
            if (NameContext.isBesidePerson(text, name[0], name[1]) || !Roles.isPublic(text, name[0], name[1])) {
                return true;
            }
            at = name[1];
        }
        return false;
    }

    public boolean hasMaskedName() {
        return NameContext.hasMasked(text, from, to);
    }

    public boolean has(Terms terms) {
        return terms.in(text, from, to);
    }
}
