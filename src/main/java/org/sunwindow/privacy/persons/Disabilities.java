package org.sunwindow.privacy.persons;

import org.sunwindow.privacy.context.Scope;
import org.sunwindow.privacy.text.ReaderText;
import org.sunwindow.privacy.text.Terms;

/**
 * Recognizes disabilities: a kind and a grade in any order, a grade near a word for disability, and some without a
 * grade.
 */
final class Disabilities {

    private static final Terms KINDS = Persons.LEXICON.terms("disability kinds");
    private static final Terms KNOWN = Persons.LEXICON.terms("disabilities");
    private static final Terms WORDS = Persons.LEXICON.terms("disability words");
    private static final Terms DEGREES = Terms.of("重度", "中度", "轻度");
    private static final String GRADES = "一二三四五六七八九十";
    private static final int HIGHEST_OF_KINDS = 4;

    private static final Terms SCHOOLS = Terms.of("学校", "师范", "学堂", "教育");

    private Disabilities() {}

    /** Whether a disability may begin with a character. */
    static boolean begins(char c) {
        return KNOWN.begins(c)
                || KINDS.begins(c)
                || DEGREES.begins(c)
                || c >= '0' && c <= '9'
                || GRADES.indexOf(c) >= 0;
    }

    /** The end of the disability at a position, the position itself if there is none. */
    static int end(ReaderText text, int at) {
        int known = KNOWN.at(text, at);
        if (known > 0) {
            // of a school for persons with a disability
            return SCHOOLS.at(text, at + known) > 0 ? at : at + known;
        }
        int grade = gradeEnd(text, at);
        if (grade > at) {
            return byGrade(text, at, grade);
        }
        int kind = KINDS.at(text, at);
        return kind > 0 ? byKind(text, at, at + kind) : at;
    }

    /** The end of a kind and the grade after it: 肢体二级, 视力残疾(一级). */
    private static int byKind(ReaderText text, int at, int kindEnd) {
        int end = kindEnd;
        boolean named = text.startsWith("残疾", end);
        end += named ? 2 : 0;
        if (text.startsWith("障碍", end)) {
            end += 2;
        }
        int grade = end;
        while (grade < end + 3 && "(/ \t:,、\n等级".indexOf(text.at(grade)) >= 0 && text.at(grade) != 0) {
            grade++;
        }
        if (text.startsWith("等级:", grade)) {
            grade += 3;
        }
        int graded = gradeEnd(text, grade);
        if (graded > grade && value(text, grade) <= HIGHEST_OF_KINDS) {
            return graded;
        }
        return named && text.at(end) != '人' && text.at(end) != '类' && text.at(end) != '证' ? end : at;
    }

    /**
     * The end of a grade and what it applies to: 二级肢体残疾, 五级伤残, 重度智力残疾. A numbered grade alone counts if the lines
     * around it have a word for disability.
     */
    private static int byGrade(ReaderText text, int at, int end) {
        int kind = KINDS.at(text, end);
        if (kind > 0) {
            int of = end + kind;
            return text.startsWith("残疾", of) || text.startsWith("障碍", of) ? of + 2 : of;
        }
        if (text.startsWith("伤残", end) || text.startsWith("残疾", end) || text.startsWith("残废", end)) {
            return end + 2;
        }
        boolean numbered = text.at(end - 1) == '级' && text.at(at - 1) != '第' && !isRange(text, at, end);
        return numbered && Scope.around(text, at, end).form().has(WORDS) ? end : at;
    }

    private static boolean isRange(ReaderText text, int at, int end) {
        return "、至-到和或及以".indexOf(text.at(end)) >= 0 && text.at(end) != 0
                || "、至-到和或及".indexOf(text.at(at - 1)) >= 0 && text.at(at - 1) != 0;
    }

    private static int gradeEnd(ReaderText text, int at) {
        int degree = DEGREES.at(text, at);
        if (degree > 0) {
            return at + degree;
        }
        int end = at;
        while (end < at + 2 && (text.isDigit(end) || text.at(end) != 0 && GRADES.indexOf(text.at(end)) >= 0)) {
            end++;
        }
        return end > at && text.at(end) == '级' && !text.isDigit(at - 1) ? end + 1 : at;
    }

    private static int value(ReaderText text, int at) {
        return text.isDigit(at) ? text.at(at) - '0' : GRADES.indexOf(text.at(at)) + 1;
    }
}
