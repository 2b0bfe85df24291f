package org.sunwindow.cases;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shows what a reader of a text sees if its HTML is rendered. */
final class Markup {

    private static final Pattern TAG = Pattern.compile("<[/!]?[A-Za-z-][^<>]*>");
    private static final Pattern SPACE = Pattern.compile("&(?:nbsp|ensp|emsp|thinsp|zwnj|zwj|shy|middot);?");
    private static final Pattern NUMBER = Pattern.compile("&#(?:[Xx]([0-9A-Fa-f]{1,5})|([0-9]{1,6}));?");

    private Markup() {}

    /** Removes tags, and resolves the entities of characters. */
    static String removed(String text) {
        if (text.indexOf('<') < 0 && text.indexOf('&') < 0) {
            return text;
        }
        String plain = SPACE.matcher(TAG.matcher(text).replaceAll("")).replaceAll(" ");
        return NUMBER.matcher(plain)
                .replaceAll(entity -> Matcher.quoteReplacement(Character.toString(
                        entity.group(1) != null
                                ? Integer.parseInt(entity.group(1), 16)
                                : Integer.parseInt(entity.group(2)))));
    }
}
