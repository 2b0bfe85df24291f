package org.sunwindow.json;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sunwindow.http.Problem;

/**
 * Texts of records are plain text, the same in every field. Markup is refused, because a reader would see the tags, or
 * not see what they hide; so are characters that were lost before the text was sent, and characters that make a text look
 * different from what was written. Zero-width characters remain: emoji and some scripts need them, and search,
 * identifiers and the privacy check do not see them.
 */
final class PlainText {

    /** Elements of HTML, current and obsolete. Other names are not repeated, because they may be anything. */
    private static final Set<String> ELEMENTS =
            Set.of(("a abbr acronym address applet area article aside audio b base basefont bdi bdo"
                            + " bgsound big blink blockquote body br button canvas caption center cite code col colgroup data datalist dd del"
                            + " details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4"
                            + " h5 h6 head header hgroup hr html i iframe img input ins isindex kbd keygen label legend li link main map mark"
                            + " marquee math menu menuitem meta meter nav nobr noembed noframes noscript object ol optgroup option output p param"
                            + " picture plaintext pre progress q rp rt ruby s samp script search section select slot small source span strike"
                            + " strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var"
                            + " video wbr xml xmp")
                    .split(" "));

    /** Entities of HTML 4 that editors write, and those that end without a semicolon. */
    private static final Set<String> ENTITIES =
            Set.of(("nbsp ensp emsp thinsp zwnj zwj lrm rlm shy quot apos amp lt gt lsquo rsquo sbquo"
                            + " ldquo rdquo bdquo lsaquo rsaquo laquo raquo ndash mdash hellip middot bull sect para copy reg trade deg plusmn"
                            + " times divide minus frac12 frac14 frac34 sup1 sup2 sup3 micro permil prime euro pound yen cent curren larr uarr"
                            + " rarr darr harr le ge ne asymp infin sum radic loz hearts clubs spades diams dagger uml acute cedil macr tilde"
                            + " circ iexcl iquest ordf ordm brvbar not eacute egrave aacute agrave uuml ouml auml ccedil ntilde szlig alpha"
                            + " beta gamma delta pi omega mu sigma lambda theta")
                    .split(" "));

    /**
     * What a browser takes for the beginning of a tag, a comment or a declaration, also with an unknown name or without an
     * end: a browser hides the text after it. {@code a<b} is refused, too; write {@code a < b}. Before a digit, a blank or
     * an ideograph it is a plain sign: {@code <5}, {@code <通知>}.
     */
    private static final Pattern TAG =
            Pattern.compile("<(?:!--|[!?]|/?([a-z][a-z0-9]*)(:)?|/)", Pattern.CASE_INSENSITIVE);

    /** Maximum length of the prefix of an element that is repeated. */
    private static final int MAX_PREFIX = 10;

    private static final Pattern ENTITY =
            Pattern.compile("&(?:#\\d{1,7};?|#[xX][0-9a-fA-F]{1,6};?|([a-zA-Z][a-zA-Z0-9]{1,9});|(nbsp))");

    /** Escape sequences that may stand for a suspicious character in JSON. */
    private static final Pattern SUSPICIOUS_ESCAPE = Pattern.compile(
            "\\\\u(?:003c|0026|00[0189].|007f|202[a-e]|206[6-9]|fd[de].|fff[d-f]|dff[ef])", Pattern.CASE_INSENSITIVE);

    /** Maximum number of tags and entities that are reported for a text. */
    private static final int MAX_MARKUP = 10;

    private static final char LOST = '\uFFFD';

    private PlainText() {}

    /** Whether certainly no text within a JSON text has a fault. Fast, because most lines are sound. */
    static boolean isBeyondDoubt(String json) {
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c == '<' || c == '&' || c == LOST || c > '~' && isMisleading(c)) {
                return false;
            }
        }
        // \b stands for a control character, too
        return !json.contains("\\b")
                && (!json.contains("\\u")
                        || Escapes.areStorable(json)
                                && !SUSPICIOUS_ESCAPE.matcher(json).find());
    }

    /**
     * Returns what is wrong with a text.
     *
     * @param anyTyping whether invisible characters are ignored in it
     */
    static Optional<Problem.Item> fault(String path, String text, boolean anyTyping) {
        int lost = text.indexOf(LOST);
        if (lost >= 0) {
            return Optional.of(new Problem.Item(
                    path,
                    "text.lost",
                    "第 %d 个字是乱码“%s”：文件保存时选错了编码，原来的字已经丢失；请从原文另存为 UTF-8 后重新导入".formatted(lost + 1, LOST)));
        }
        if (!isStorable(text)) {
            return Optional.of(unstorable(path));
        }
        int misleading = anyTyping ? -1 : misleading(text);
        if (misleading >= 0) {
            return Optional.of(new Problem.Item(
                    path,
                    "text.invalid",
                    "第 %d 个字是看不见的控制字符 U+%04X，会使显示的文字与实际不符；请删去，或清除格式后重新粘贴"
                            .formatted(text.codePointCount(0, misleading) + 1, text.codePointAt(misleading))));
        }
        Set<String> markup = markup(text);
        return markup.isEmpty()
                ? Optional.empty()
                : Optional.of(new Problem.Item(
                        path,
                        "text.markup",
                        "应为纯文本，不能含网页标记：请删去 %s（段落之间换行即可；如是小于号，请在其后加空格）".formatted(String.join("、", markup))));
    }

    static Problem.Item unstorable(String path) {
        return new Problem.Item(path, "text.invalid", "含有空字符或不成对的代理字符，无法保存；请删去或重新录入");
    }

    /** The position of the first misleading character, -1 if there is none. */
    private static int misleading(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // only some of the code points with this low surrogate are noncharacters
            if (isMisleading(c) && (!Character.isLowSurrogate(c) || isNoncharacter(text.codePointAt(i - 1)))) {
                return Character.isLowSurrogate(c) ? i - 1 : i;
            }
        }
        return -1;
    }

    /**
     * Whether a character is a control character other than those that separate words, lines and pages, changes the direction
     * of writing, or is or may be a part of a noncharacter.
     */
    private static boolean isMisleading(char c) {
        if (c < ' ') {
            return c < '\t' || c > '\r';
        }
        return c >= '\u007f' && c <= '\u009f'
                || c >= '\u202a' && c <= '\u202e'
                || c >= '\u2066' && c <= '\u2069'
                || c >= '\udffe' && c <= '\udfff'
                || isNoncharacter(c);
    }

    private static boolean isNoncharacter(int point) {
        return point >= 0xFDD0 && point <= 0xFDEF || (point & 0xFFFE) == 0xFFFE;
    }

    /** Whether a text has neither NUL nor unpaired surrogates, which neither a database nor UTF-8 can hold. */
    static boolean isStorable(String text) {
        boolean half = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || half != Character.isLowSurrogate(c)) {
                return false;
            }
            half = Character.isHighSurrogate(c);
        }
        return !half;
    }

    /** Returns the first tags and entities of HTML, without attributes, which may hold anything. */
    private static Set<String> markup(String text) {
        var found = new LinkedHashSet<String>();
        if (text.indexOf('<') >= 0) {
            Matcher tag = TAG.matcher(text);
            while (tag.find() && found.size() < MAX_MARKUP) {
                found.add(shown(tag));
            }
        }
        if (text.indexOf('&') >= 0) {
            Matcher entity = ENTITY.matcher(text);
            while (entity.find() && found.size() < MAX_MARKUP) {
                String name = entity.group(1);
                if (name == null || ENTITIES.contains(name.toLowerCase(Locale.ROOT))) {
                    found.add(entity.group());
                }
            }
        }
        return found;
    }

    private static String shown(Matcher tag) {
        String name = tag.group(1);
        if (name == null) {
            return tag.group();
        }
        if (tag.group(2) != null && name.length() <= MAX_PREFIX && name.chars().allMatch(Character::isLetter)) {
            return "<" + name + ":…>";
        }
        boolean known = tag.group(2) == null && ELEMENTS.contains(name.toLowerCase(Locale.ROOT));
        return (tag.group().startsWith("</") ? "</" : "<") + (known ? name : "…") + ">";
    }
}
