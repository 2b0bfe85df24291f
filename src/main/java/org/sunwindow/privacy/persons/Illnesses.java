package org.sunwindow.privacy.persons;

import org.sunwindow.privacy.names.Names;
import org.sunwindow.privacy.text.ReaderText;
import org.sunwindow.privacy.text.Terms;

/** Recognizes illnesses by known words, by their last characters, and by the verbs before them. */
final class Illnesses {

    private static final Terms KNOWN = Persons.LEXICON.terms("illnesses");
    private static final Terms LATIN = Persons.LEXICON.terms("latin illnesses");
    private static final Terms VERBS = Persons.LEXICON.terms("illness verbs");
    private static final Terms NOT_AFTER_VERBS = Persons.LEXICON.terms("no illness after verbs");
    private static final Terms NONE = Persons.LEXICON.terms("no illnesses");
    private static final String ENDS = Persons.LEXICON.characters("illness ends");

    /** Characters that precede the name of an illness and are not part of it. */
    private static final String BEFORE = "患得为是了因有的出致于诊断系及和与伴并其该原以";

    /** Characters that form another word with a preceding 病 or 症. */
    private static final String NOT_AFTER = "房床历种区情毒菌因假残故逝危退休愈理案史人友例状候患者号痛害养弱势";

    private static final String TAIL = "症病炎癌瘤期综合征性后遗脑肾肺肝心衰竭痪术死晚早中重";
    private static final int MAX = 10;

    private Illnesses() {}

    /** Whether an illness may be recognized by a character. */
    static boolean begins(char c) {
        return KNOWN.begins(c) || VERBS.begins(c) || LATIN.begins(c) || ENDS.indexOf(c) >= 0;
    }

    /** The end of the illness at a position, the position itself if there is none. */
    static int end(ReaderText text, int at) {
        char c = text.at(at);
        if (c < 0x80) {
            boolean letter = c >= 'A' && c <= 'Z' && !isLetter(text.at(at - 1));
            int latin = letter ? LATIN.at(text, at) : 0;
            return latin > 0 && !isLetter(text.at(at + latin)) ? at + latin : at;
        }
        int known = KNOWN.at(text, at);
        if (known > 0) {
            return tail(text, at + known);
        }
        int verb = VERBS.at(text, at);
        if (verb > 0 && (verb > 1 || isVerb(text, at))) {
            int end = afterVerb(text, at + verb);
            if (end > at + verb) {
                return end;
            }
        }
        if (c != 0 && ENDS.indexOf(c) >= 0 && isNamed(text, at)) {
            return tail(text, at + 1);
        }
        return at;
    }

    /** The start of an illness that was recognized at a position, including words that describe it, such as 急性. */
    static int start(ReaderText text, int at) {
        int start = at;
        while (start > 0
                && at - start < 6
                && Names.isChinese(text.at(start - 1))
                && BEFORE.indexOf(text.at(start - 1)) < 0) {
            start--;
        }
        return start;
    }

    /** Whether 患 is a verb, unlike in 后患. */
    private static boolean isVerb(ReaderText text, int at) {
        return "后水隐祸外内忧医".indexOf(text.at(at - 1)) < 0 || text.at(at - 1) == 0;
    }

    private static int afterVerb(ReaderText text, int from) {
        if (NOT_AFTER_VERBS.at(text, from) > 0) {
            return from;
        }
        int end = from;
        while (end < from + MAX && Names.isChinese(text.at(end)) && "的多却已并住后而需".indexOf(text.at(end)) < 0) {
            end++;
        }
        return end - from >= 2 ? end : from;
    }

    /** Whether the last character of an illness follows a name. */
    private static boolean isNamed(ReaderText text, int at) {
        char c = text.at(at);
        if (c != '癌' && c != '瘤' && NOT_AFTER.indexOf(text.at(at + 1)) >= 0 && text.at(at + 1) != 0) {
            return false;
        }
        char before = text.at(at - 1);
        return Names.isChinese(before) && BEFORE.indexOf(before) < 0 && NONE.before(text, at + 1) == 0;
    }

    private static int tail(ReaderText text, int from) {
        int end = from;
        while (end < from + 6 && text.at(end) != 0 && TAIL.indexOf(text.at(end)) >= 0) {
            end++;
        }
        return end;
    }

    private static boolean isLetter(char c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }
}
