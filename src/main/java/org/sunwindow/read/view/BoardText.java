package org.sunwindow.read.view;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Writes boards as plain text: a record is one line, or several if the lines of the screen are short. */
final class BoardText {

    /** Follows the title of a record that is not in force. */
    static final String NOT_IN_FORCE = "（已失效）";

    /** Begins the second and further lines of a record. */
    private static final String INDENT = "  ";

    /** A grapheme cluster: an emoji of several code points, a letter with its marks. */
    private static final Pattern CHARACTER = Pattern.compile("\\X");

    /** What is kept on one line: a date or another number, otherwise a character. */
    private static final Pattern PIECE = Pattern.compile("[0-9][0-9./-]*+(?!\\p{M})|\\X");

    /** Line breaks, control characters, and the marks that change the direction of the text after them. */
    private static final Pattern BREAKING =
            Pattern.compile("[\\s\\p{Cc}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]+");

    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}\\p{Mn}\\p{Me}]+");

    /** First code point of wide scripts. Alphabets precede it. */
    private static final int FIRST_WIDE = 0x1100;

    private static final int FIRST_HALF_WIDTH = 0xFF61;
    private static final int LAST_HALF_WIDTH = 0xFFDC;

    /** Latin characters that Chinese fonts draw as wide as ideographs. */
    private static final String WIDE_LATIN = "§¨°±´¶·×÷";

    private BoardText() {}

    /**
     * @param width columns of a line, 0 for any number
     * @return UTF-8
     */
    static byte[] write(List<Board.Row> rows, int width) {
        var text = new StringBuilder();
        rows.forEach(row -> append(text, line(row), width));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String line(Board.Row row) {
        var line = new StringBuilder().append(row.date()).append(' ').append(row.title());
        if (row.inForce() != null) {
            line.append(NOT_IN_FORCE);
        }
        if (row.publisher() != null) {
            line.append(' ').append(row.publisher());
        }
        if (row.lastDay() != null) {
            line.append(" 至").append(row.lastDay());
        }
        return BREAKING.matcher(AtomFeed.allowed(line.toString()))
                .replaceAll(" ")
                .strip();
    }

    private static void append(StringBuilder text, String line, int width) {
        int column = 0;
        for (String piece : pieces(line, width - INDENT.length())) {
            int columns = characters(piece).mapToInt(BoardText::columns).sum();
            if (width > 0 && column + columns > width) {
                text.append('\n').append(INDENT);
                column = INDENT.length();
                if (piece.equals(" ")) {
                    continue;
                }
            }
            text.append(piece);
            column += columns;
        }
        text.append('\n');
    }

    /** Returns the parts of a line that are not broken. A number that is longer than a line is. */
    private static List<String> pieces(String line, int width) {
        return PIECE.matcher(line)
                .results()
                .map(MatchResult::group)
                .flatMap(piece -> piece.length() > width ? characters(piece) : Stream.of(piece))
                .toList();
    }

    private static Stream<String> characters(String text) {
        return CHARACTER.matcher(text).results().map(MatchResult::group);
    }

    /**
     * Returns the columns of one character as its reader sees it: two for ideographs, full-width forms, symbols and
     * emoji, one for alphabets and half-width forms. A symbol that some fonts draw half as wide counts as two, so that
     * no line is too long.
     */
    static int columns(String character) {
        if (INVISIBLE.matcher(character).matches()) {
            return 0;
        }
        int first = character.codePointAt(0);
        boolean wide = first >= FIRST_WIDE && (first < FIRST_HALF_WIDTH || first > LAST_HALF_WIDTH)
                || WIDE_LATIN.indexOf(first) >= 0
                || character.indexOf('\uFE0F') >= 0;
        return wide ? 2 : 1;
    }
}
