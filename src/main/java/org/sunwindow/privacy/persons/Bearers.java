package org.sunwindow.privacy.persons;

import org.sunwindow.privacy.context.Roles;
import org.sunwindow.privacy.names.AdjacentNames;
import org.sunwindow.privacy.names.NameContext;
import org.sunwindow.privacy.names.Names;
import org.sunwindow.privacy.text.ReaderText;
import org.sunwindow.privacy.text.Terms;

/**
 * Finds the person whom an illness, a disability or an age concerns, by the position of the name: the name directly
 * before the statement, with a verb such as 患有 or 查出 between them, or directly after it, as in 肢体二级的穆某. The statement
 * bounds the name, so less evidence is required than elsewhere in a sentence. Reads a bounded part of the text.
 */
final class Bearers {

    /** Verbs and adverbs between a name and what is stated about the person. */
    private static final Terms BETWEEN = Persons.LEXICON.terms("between name and statement");

    /** Words between a statement and the name after it. */
    private static final Terms AFTER = Terms.of(
            "的", "患者", "患儿", "病人", "残疾人", "残疾证", "残疾", "家属", "老人", "孤儿", "儿童", "男孩", "女孩", "学生", "小朋友", "外甥", "外甥女",
            "孙子", "孙女", "儿子", "女儿", "侄子", "侄女", "男童", "女童", "少年");

    private static final String GAPS = " \t,:(\"“|";
    private static final int MAX_WORDS = 4;
    private static final int MAX_GAP = 2;

    /** Characters of a clause between its subject and the statement. */
    private static final int CLAUSE = 14;

    private Bearers() {}

    /** Whether a name is beside a statement, and the person is not honoured in public. */
    static boolean isNamed(ReaderText text, int start, int end) {
        int from = beforeStatement(text, start);
        int length = AdjacentNames.endingAt(text, from);
        if (length > 0) {
            return !Roles.isCelebrated(text, from - length, end);
        }
        int subject = clauseStart(text, from);
        length = from - subject < CLAUSE ? AdjacentNames.subjectAt(text, subject, from) : 0;
        if (length > 0) {
            return !Roles.isCelebrated(text, subject, end);
        }
        int after = afterStatement(text, end);
        length = after > end ? AdjacentNames.startingAt(text, after) : 0;
        return length > 0 && !Roles.isCelebrated(text, start, after + length);
    }

    /**
     * Whether a word with the form of a name, alone or after a word for a private person, is before a statement, as in
     * 康乐5岁就没了爸爸 or 孤儿杨柳,2015年生.
     */
    static boolean isWordNamed(ReaderText text, int start) {
        int from = beforeStatement(text, start);
        int clause = clauseStart(text, from);
        if (from - clause <= 3 && Names.isInColumn(text, clause, from)) {
            return true;
        }
        for (int length = 3; length >= 2; length--) {
            if (NameContext.isAfterPerson(text, from - length) && Names.isInColumn(text, from - length, from)) {
                return true;
            }
        }
        return false;
    }

    /** The position before the verbs that precede a statement. */
    private static int beforeStatement(ReaderText text, int start) {
        int at = start;
        for (int word = 0; word < MAX_WORDS; word++) {
            int next = at;
            while (at - next < MAX_GAP && text.at(next - 1) != 0 && GAPS.indexOf(text.at(next - 1)) >= 0) {
                next--;
            }
            next -= BETWEEN.before(text, next);
            if (next == at) {
                break;
            }
            at = next;
        }
        return at;
    }

    private static int afterStatement(ReaderText text, int end) {
        int at = end;
        for (int word = 0; word < 2; word++) {
            at += AFTER.at(text, at);
        }
        return at;
    }

    private static int clauseStart(ReaderText text, int end) {
        int start = end;
        while (end - start < CLAUSE && Names.isChinese(text.at(start - 1))) {
            start--;
        }
        return start;
    }
}
