package org.sunwindow.index.lucene.write;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.sunwindow.language.ChineseText;

/** The spellings of a file's name that people use. */
final class FileName {

    private static final Pattern EXTENSION = Pattern.compile("\\.[A-Za-z0-9]{1,5}$");

    /** 附件, 附件1, 附件一：, 附表2, 表1. and the like. */
    private static final Pattern NUMBER =
            Pattern.compile("^[(（【\\[]?附?[件表录](?:[0-9０-９一二三四五六七八九十]{1,3})?[)）】\\]]?[\\s:：.．、_-]*");

    private FileName() {}

    /** Returns a name as it is, without its extension, and without its number, by {@link ChineseText#letters}. */
    static Set<String> spellings(String name) {
        String stem = EXTENSION.matcher(name.strip()).replaceFirst("");
        var spellings = new LinkedHashSet<String>();
        for (String spelling : new String[] {name, stem, NUMBER.matcher(stem).replaceFirst("")}) {
            String letters = ChineseText.letters(spelling);
            if (!letters.isEmpty()) {
                spellings.add(letters);
            }
        }
        return spellings;
    }
}
