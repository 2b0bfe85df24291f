package org.sunwindow.privacy.persons;

import java.util.List;
import org.sunwindow.privacy.Finding;
import org.sunwindow.privacy.PersonalKind;
import org.sunwindow.privacy.context.Scope;
import org.sunwindow.privacy.names.Names;
import org.sunwindow.privacy.text.ReaderText;
import org.sunwindow.privacy.text.Terms;

/** Finds the age, the birth date, the school and the class of a named child. */
final class Children {

    private static final Terms SCHOOLS = Persons.LEXICON.terms("schools");
    private static final Terms CLASSES = Persons.LEXICON.terms("classes");
    private static final Terms BIRTHS = Persons.LEXICON.terms("births");
    private static final Terms CHILDREN = Persons.LEXICON.terms("children");
    private static final Terms ORPHANS = Persons.LEXICON.terms("orphans");
    private static final Terms FOUND = Persons.LEXICON.terms("found");
    /** Words after a school that express a level of education, which adults have. */
    private static final Terms DEGREES = Terms.of("以上", "及以上", "学历", "文化", "毕业", "(含)", "或");

    private static final Terms THIS = Terms.of("这个", "这名", "这位", "那个", "那名", "该");
    private static final Terms ALIASES = Terms.of("化名", "某");

    /** A person born before it was an adult when this was written. */
    private static final String FIRST_YEAR = "2008";

    private Children() {}

    /** Whether information about a child may begin with a character. */
    static boolean begins(char c) {
        return "岁周年虚实生个".indexOf(c) >= 0
                || CLASSES.begins(c)
                || SCHOOLS.begins(c)
                || BIRTHS.begins(c)
                || FOUND.begins(c)
                || c >= '0' && c <= '9';
    }

    /**
     * Adds the age, birth date, school or class of a named child at a position.
     *
     * @return its end, the position itself if nothing was found
     */
    static int find(ReaderText text, int at, List<Finding> found) {
        char c = text.at(at);
        if (Names.isChinese(c) || c == 'C') {
            return child(text, at, found);
        }
        return text.isDigit(at) && !text.isDigit(at - 1) ? birthDate(text, at, found) : at;
    }

    /**
     * Adds a birth date that has no label, in a sentence that names a person and has a word for orphans. Returns its
     * end.
     */
    private static int birthDate(ReaderText text, int at, List<Finding> found) {
        String year = text.slice(at, at + 4);
        if (!year.startsWith("20") || !text.isDigit(at + 2) || !text.isDigit(at + 3)) {
            return at;
        }
        int end = at;
        while (end < at + 11 && isDate(text.at(end)) && text.at(end) != ' ') {
            end++;
        }
        int digits = digits(text, at, end);
        if (digits < 5 || digits > 8 || text.isDigit(end) || !isBorder(text.at(at - 1)) || !isBorder(text.at(end))) {
            return at;
        }
        Scope scope = Scope.around(text, at, end);
        if (scope.form().has(ORPHANS)
                && (scope.hasName() || Bearers.isNamed(text, at, end) || Bearers.isWordNamed(text, at))) {
            found.add(Finding.of(text, PersonalKind.CHILD, at, end));
            return end;
        }
        return at;
    }

    /** Adds other information about a named child, and returns its end. */
    private static int child(ReaderText text, int at, List<Finding> found) {
        int start = at;
        int end = at;
        boolean sure = false;
        if (text.at(at) == '岁' || text.startsWith("周岁", at)) {
            start = Ages.start(text, at);
            end = start < at ? at + (text.at(at) == '岁' ? 1 : 2) : at;
            sure = true;
        } else if (text.startsWith("年龄", at) || text.startsWith("虚岁", at) || text.startsWith("实岁", at)) {
            end = Ages.end(text, at + 2);
            sure = text.at(at + 1) == '岁';
        } else if (CLASSES.at(text, at) > 0 && isClass(text, at)) {
            end = at + CLASSES.at(text, at);
            sure = true;
        } else if (SCHOOLS.at(text, at) > 0) {
            start = schoolStart(text, at);
            // 学校 without a name identifies neither a school nor a level
            boolean named = start < at || !text.startsWith("学校", at);
            end = at + SCHOOLS.at(text, at);
            end = !named || text.at(end) == '生' || DEGREES.at(text, end) > 0 ? at : end;
            int ofClass = end > at ? classEnd(text, end) : end;
            sure = ofClass > end;
            end = ofClass;
        } else if (BIRTHS.at(text, at) > 0) {
            end = at + BIRTHS.at(text, at);
            start = Math.max(0, at - dateBefore(text, at));
            int days = daysAfter(text, end);
            end += Math.max(days, dateAfter(text, end));
            end = end - start > BIRTHS.at(text, at) ? end : at;
            sure = days > 0 || hasYearOfChild(text, start, end);
        } else if (text.startsWith("个月", at)) {
            start = Ages.monthsStart(text, at);
            end = start < at ? at + 2 : at;
        }
        if (text.at(at) == '生' && dateBefore(text, at) > 0 && text.at(at + 1) != '产') {
            end = at + 1;
            start = at - dateBefore(text, at);
            sure = hasYearOfChild(text, start, end);
        } else if (FOUND.at(text, at) > 0 && dateIn(text, at - 40, at) >= 0) {
            start = dateIn(text, at - 40, at);
            end = at;
            sure = true;
        }
        if (end <= start) {
            return at;
        }
        Scope scope = Scope.around(text, start, end);
        Scope form = scope.form();
        // a word directly before a school or class is part of its name
        boolean school = SCHOOLS.at(text, at) > 0 || CLASSES.at(text, at) > 0;
        boolean word = sure && form.has(CHILDREN) && (Bearers.isWordNamed(text, start) || isThis(text, start, scope));
        boolean beside = !school && (word || Bearers.isNamed(text, start, end));
        boolean inForm = form.from() < scope.from() || form.to() > scope.to();
        boolean named =
                beside || !(school && isRowOf(text, start, end)) && (scope.hasName() || inForm && form.hasName());
        if (named && (sure || form.has(CHILDREN) || text.at(start - 1) == '=')) {
            found.add(Finding.of(text, PersonalKind.CHILD, start, end));
            return end;
        }
        return at;
    }

    /** Whether a school is the subject of a row, as in 岘山幼儿园 5100元. */
    private static boolean isRowOf(ReaderText text, int start, int end) {
        int from = start;
        while (text.at(from - 1) != 0 && text.at(from - 1) != '\n' && !Names.isChinese(text.at(from - 1))) {
            from--;
        }
        int to = end;
        while (text.at(to) != 0 && text.at(to) != '\n' && !Names.isChinese(text.at(to)) && !text.isDigit(to)) {
            to++;
        }
        boolean first = text.at(from - 1) == 0 || text.at(from - 1) == '\n';
        return first && to > end && text.isDigit(to);
    }

    /** Whether a date has a year in which a child may be born. */
    private static boolean hasYearOfChild(ReaderText text, int from, int to) {
        for (int i = from; i < to - 3; i++) {
            String year = text.slice(i, i + 4);
            if (year.startsWith("20") && !text.isDigit(i - 1) && year.compareTo(FIRST_YEAR) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether an age is that of one child, as in 这个14岁的少年, whose name begins the sentence. */
    private static boolean isThis(ReaderText text, int start, Scope sentence) {
        return THIS.before(text, start) > 0
                && !sentence.has(ALIASES)
                && !sentence.hasMaskedName()
                && Names.isInColumn(text, sentence.from(), sentence.from() + 2);
    }

    /** Whether 班 means a school class, unlike in 班子 and in timetables (每20分钟一班). */
    private static boolean isClass(ReaderText text, int at) {
        return text.at(at + CLASSES.at(text, at)) != '子' && "钟时天每第".indexOf(text.at(at - 1)) < 0
                || text.at(at - 1) == 0;
    }

    private static boolean isBorder(char c) {
        return c == '\t' || c == ' ' || c == '|' || c == ',' || c == '=' || c == ';' || c == 0 || c == '\n' || c == '生';
    }

    /** The position of a date in a part of a text, -1 if there is none. */
    private static int dateIn(ReaderText text, int from, int to) {
        for (int i = Math.max(0, from); i < to; i++) {
            int end = i;
            while (end < to && isDate(text.at(end))) {
                end++;
            }
            if (digits(text, i, end) >= 5) {
                return i;
            }
            i = end;
        }
        return -1;
    }

    private static int schoolStart(ReaderText text, int at) {
        int start = at;
        while (start > 0
                && at - start < 8
                && Names.isChinese(text.at(start - 1))
                && "于在读到为是".indexOf(text.at(start - 1)) < 0) {
            start--;
        }
        return start;
    }

    private static int dateBefore(ReaderText text, int at) {
        int start = at;
        while (start > 0 && at - start < 18 && isDate(text.at(start - 1))) {
            start--;
        }
        while (text.at(start) == ' ') {
            start++;
        }
        int digits = digits(text, start, at);
        boolean year = digits == 4 && text.at(at - 1) == '年' && text.startsWith("20", start);
        return digits >= 5 || year ? at - start : 0;
    }

    private static int dateAfter(ReaderText text, int at) {
        int end = at;
        while (end < at + 16
                && (isDate(text.at(end))
                        || isNamedMonth(text, end)
                        || " :=\t于为日期".indexOf(text.at(end)) >= 0 && text.at(end) != 0)) {
            end++;
        }
        return digits(text, at, end) >= 5 ? end - at : 0;
    }

    private static int digits(ReaderText text, int from, int to) {
        int digits = 0;
        for (int i = from; i < to; i++) {
            digits += text.isDigit(i) || isNumeral(text.at(i)) || isNamedMonth(text, i) ? 1 : 0;
        }
        return digits;
    }

    private static boolean isNamedMonth(ReaderText text, int at) {
        return text.at(at + 1) == '月' && "元正冬腊".indexOf(text.at(at)) >= 0;
    }

    /** The length of the days or months since a birth, as in 出生10天; 0 if there are none. */
    private static int daysAfter(ReaderText text, int at) {
        int end = at;
        while (end < at + 3 && text.isDigit(end)) {
            end++;
        }
        return end > at && (text.at(end) == '天' || text.startsWith("个月", end)) ? end + 1 - at : 0;
    }

    /** The end of the class after a school, as in 四(2)班; the position itself if there is none. */
    private static int classEnd(ReaderText text, int at) {
        int end = at;
        while (end < at + 7
                && text.at(end) != '班'
                && (text.isDigit(end) || "一二三四五六七八九初高年级()".indexOf(text.at(end)) >= 0)) {
            end++;
        }
        return end > at && text.at(end) == '班' ? end + 1 : at;
    }

    private static boolean isNumeral(char c) {
        return c > '9' && "〇零一二三四五六七八九十".indexOf(c) >= 0;
    }

    private static boolean isDate(char c) {
        return c >= '0' && c <= '9'
                || c == '年'
                || c == '月'
                || c == '日'
                || c == '-'
                || c == '/'
                || c == '.'
                || c == ' '
                || isNumeral(c);
    }
}
