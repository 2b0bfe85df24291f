package org.sunwindow.kind;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sunwindow.language.ChineseText;

/**
 * A document that a text cites.
 *
 * @param byNumber whether it is cited by its number (文号), and not only by its title
 * @param text     as {@link ChineseText#identifier} or, for titles, {@link ChineseText#letters} write it
 */
public record Citation(boolean byNumber, String text) {

    /** 云民发〔2024〕12号; the year may be in any brackets. */
    private static final Pattern NUMBER =
            Pattern.compile("(\\p{IsHan}{1,12})[〔\\[［（(【﹝]\\s?(\\d{4})\\s?[〕\\]］）)】﹞]\\s?第?\\s?(\\d{1,4})\\s?号");

    /** Text of the sentence before a number. */
    private static final Pattern LEADING = Pattern.compile("^.*(?:根据|依据|按照|按|见|和|及|与|以)(?=\\p{IsHan}{2})");

    private static final Pattern TITLE = Pattern.compile("《([^《》]{2,100})》");

    private static final int MAX = 10;

    /**
     * Returns the documents that a text cites, at most 10: by their numbers or, in a text without numbers, by their
     * titles.
     */
    public static List<Citation> in(String text) {
        List<Citation> numbers = NUMBER.matcher(text)
                .results()
                .map(found -> LEADING.matcher(found.group(1)).replaceFirst("") + "〔" + found.group(2) + "〕"
                        + found.group(3) + "号")
                .map(number -> new Citation(true, ChineseText.identifier(number)))
                .distinct()
                .limit(MAX)
                .toList();
        return numbers.isEmpty()
                ? TITLE.matcher(text)
                        .results()
                        .map(found -> found.group(1))
                        .flatMap(Citation::titles)
                        .distinct()
                        .limit(MAX)
                        .toList()
                : numbers;
    }

    /** Returns a title and that of the notice that issues the document, under which a rule is often published. */
    private static Stream<Citation> titles(String title) {
        return Stream.of(title, "关于印发" + title + "的通知").map(each -> new Citation(false, ChineseText.letters(each)));
    }
}
