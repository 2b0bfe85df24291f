package org.sunwindow.privacy.lists;

import java.util.ArrayList;
import java.util.List;
import org.sunwindow.privacy.names.NameContext;
import org.sunwindow.privacy.names.Names;
import org.sunwindow.privacy.text.ReaderText;
import org.sunwindow.privacy.text.Terms;

/** Splits a text into pieces between separators, and decides which are names. */
final class NamePieces {

    private static final Terms KIN = Terms.of("家属", "大哥", "大姐", "大爷", "大娘", "大妈", "师傅", "老人", "阿姨", "遗属");

    private static final int MAX_PARENTHESIS = 30;

    /** Characters of the longest marker of a list item with its parentheses. */
    private static final int MAX_MARKER = 4;

    private NamePieces() {}

    /**
     * A piece of text between separators.
     *
     * @param nameStart -1 if it has no name
     * @param weight    the confidence that it is a name: 0 for a likely word, up to 2
     * @param line      number of its line
     * @param first     whether it is the first one with Chinese characters in its line
     * @param separator the list separator before it, NUL if there is none
     * @param tail      length of a possible name at the end of a piece that has no name, 0 if there is none
     * @param head      the same at its start
     */
    record Piece(
            int start,
            int end,
            int nameStart,
            int nameEnd,
            int weight,
            int line,
            boolean first,
            char separator,
            int tail,
            int head) {

        static Piece ofName(int nameStart, int nameEnd, int weight, int line, boolean first, char separator) {
            return new Piece(nameStart, nameEnd, nameStart, nameEnd, weight, line, first, separator, 0, 0);
        }

        boolean list() {
            return separator != 0;
        }

        boolean isName() {
            return nameStart >= 0;
        }
    }

    /** The pieces of a text, in order. */
    static List<Piece> of(ReaderText text) {
        var pieces = new ArrayList<Piece>();
        int length = text.length();
        int line = 0;
        boolean first = true;
        char list = 0;
        for (int i = 0; i < length; ) {
            char c = text.at(i);
            if (c == '\n') {
                line++;
                first = true;
                list = c;
                i++;
            } else if (c == '(') {
                int after = afterParenthesis(text, i);
                // a marker such as (一) begins an item
                list = after - i > 1 && after - i <= MAX_MARKER ? '、' : list;
                i = after;
            } else if (isListSeparator(c)) {
                list = c;
                i++;
            } else if (!Names.isChinese(c)) {
                if (c == '。' || c == ':' || c == '!' || c == '?') {
                    list = 0;
                }
                i++;
            } else {
                int end = i;
                while (end < length && (Names.isChinese(text.at(end)) || text.at(end) == '·')) {
                    end++;
                }
                add(text, i, end, line, first, list, pieces);
                first = false;
                list = 0;
                i = end;
            }
        }
        return pieces;
    }

    private static int afterParenthesis(ReaderText text, int open) {
        for (int i = open + 1; i < open + MAX_PARENTHESIS; i++) {
            if (text.at(i) == ')') {
                return i + 1;
            }
            if (text.at(i) == '\n') {
                break;
            }
        }
        return open + 1;
    }

    private static boolean isListSeparator(char c) {
        return switch (c) {
            case '、', ',', ';', '/', '|', '\t', ' ', '+', '&' -> true;
            // arrows, bullets and other symbols
            default -> c >= '←' && c < '⺀';
        };
    }

    /** Adds the names of a run of Chinese characters: it is a name, begins or ends with one, or joins two with 和. */
    private static void add(
            ReaderText text, int start, int end, int line, boolean first, char list, List<Piece> pieces) {
        if (NameContext.isDocumentNumber(text, end)) {
            pieces.add(new Piece(start, end, -1, -1, 0, line, first, list, 0, 0));
            return;
        }
        int kin = kinAt(text, start, end);
        if (kin > 0) {
            int ending = Names.endingAt(text, kin, start);
            if (ending > 0) {
                boolean whole = kin - ending == start;
                pieces.add(Piece.ofName(kin - ending, kin, weight(ending), line, first && whole, whole ? list : 0));
                int second = nextWithKin(text, kin, end);
                if (second > 0) {
                    int to = kinAt(text, second, end);
                    int next = to > 0 ? Names.endingAt(text, to, second) : Names.at(text, second, end);
                    int from = to > 0 ? to - next : second;
                    if (next > 0) {
                        pieces.add(Piece.ofName(from, from + next, weight(next), line, false, '、'));
                    }
                }
                return;
            }
        }
        Names.Confidence confidence = Names.confidence(text, start, end);
        if (confidence != Names.Confidence.NONE) {
            pieces.add(Piece.ofName(start, end, confidence.ordinal() - 1, line, first, list));
            return;
        }
        int length = Names.at(text, start, end);
        int shorter = length == 3 && Names.at(text, start, start + 2) == 2 ? 2 : 0;
        for (int candidate : new int[] {length, shorter}) {
            char next = text.at(start + candidate);
            if (candidate == 0 || !isConjunction(next) && !NameContext.mayFollowName(next)) {
                continue;
            }
            int second = isConjunction(next) ? Names.at(text, start + candidate + 1, end) : 0;
            if (second > 0) {
                pieces.add(Piece.ofName(start, start + candidate, weight(candidate), line, first, list));
                int from = start + candidate + 1;
                pieces.add(Piece.ofName(from, from + second, weight(second), line, false, '、'));
                return;
            }
            if (list != 0 && NameContext.mayFollowName(next)) {
                pieces.add(Piece.ofName(start, start + candidate, weight(candidate), line, first, list));
                return;
            }
        }
        int ending = Names.endingAt(text, end, start);
        if (ending > 0 && NameContext.mayPrecedeName(text.at(end - ending - 1))) {
            pieces.add(Piece.ofName(end - ending, end, weight(ending), line, false, (char) 0));
            return;
        }
        pieces.add(new Piece(start, end, -1, -1, 0, line, first, list, ending, length));
    }

    /** The position of the first kinship term or form of address in a piece, -1 if there is none. */
    private static int kinAt(ReaderText text, int start, int end) {
        for (int i = start + 2; i < end; i++) {
            if (KIN.at(text, i) > 0) {
                return i;
            }
        }
        return -1;
    }

    /** The position after a kinship term and 和, -1 if they do not follow. */
    private static int nextWithKin(ReaderText text, int kin, int end) {
        int joint = kin + KIN.at(text, kin);
        return joint + 1 < end && isConjunction(text.at(joint)) ? joint + 1 : -1;
    }

    static boolean isConjunction(char c) {
        return c == '和' || c == '与' || c == '及' || c == '同';
    }

    private static int weight(int length) {
        return length > 2 ? 2 : 1;
    }
}
