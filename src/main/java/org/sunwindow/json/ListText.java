package org.sunwindow.json;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Divides a text into the items that it lists. */
public final class ListText {

    private static final List<Pattern> SEPARATORS =
            List.of(Pattern.compile("\\s*\\R\\s*"), Pattern.compile("\\s*[；;]\\s*"), Pattern.compile("\\s*[、，,]\\s*"));
    private static final Pattern ARROW = Pattern.compile("\\s*(?:[→⇒➔➜]|-+>)\\s*");
    private static final Pattern DASH = Pattern.compile("\\s*[—–]+\\s*");

    /** Ways to number items; not the number of 1.5寸. */
    private static final List<Pattern> NUMBERS = List.of(
            Pattern.compile("(?<![\\p{Nd}\\p{IsLatin}.])(\\d{1,2})\\s*[.、．]\\s*(?!\\d)"),
            Pattern.compile("(?<![\\p{Nd}\\p{IsHan}\\p{IsLatin}.])(\\d{1,2})\\s*[)）]\\s*"),
            Pattern.compile("[(（](\\d{1,2})[)）]\\s*"));

    /** Numbers of which all but the first leave out the area code. */
    private static final Pattern PHONES =
            Pattern.compile("([(（]?0\\d{2,3}[)）]?[-\\s]?(?<!\\d))\\d{7,8}(?:\\s*[/／、，,；;]\\s*\\d{7,8})+");

    private static final Pattern PHONE_SEPARATOR = Pattern.compile("\\s*[/／、，,；;]\\s*");

    /** The boxes of a form, of which some are ticked. */
    private static final Pattern BOX = Pattern.compile("([■☑☒√✓✔])|[□☐]");

    private static final Pattern END = Pattern.compile("[\\s；;，,、]+$");

    /** Longest step of a flow, in characters. A text with longer ones may have dashes of its own. */
    private static final int MAX_STEP = 12;

    /** Fewest steps between dashes. A single dash may be part of a name. */
    private static final int MIN_STEPS = 3;

    private ListText() {}

    /**
     * @param prose whether items are sentences, in which commas separate none
     */
    public static List<String> items(String text, boolean prose) {
        if (text.isEmpty()) {
            return List.of();
        }
        if (text.contains("。")) {
            return List.of(text);
        }
        List<String> ticked = ticked(text);
        if (!ticked.isEmpty()) {
            return ticked;
        }
        Matcher phones = PHONES.matcher(text);
        if (phones.matches()) {
            String area = phones.group(1);
            return Stream.of(PHONE_SEPARATOR.split(text.substring(area.length())))
                    .map(local -> area + local)
                    .toList();
        }
        List<String> numbered = numbered(text);
        if (!numbered.isEmpty()) {
            return numbered;
        }
        for (Pattern separator : prose ? SEPARATORS.subList(0, 2) : SEPARATORS) {
            if (separator.matcher(text).find()) {
                return split(separator, text);
            }
        }
        List<String> steps = split(ARROW, text);
        if (steps.size() == 1) {
            steps = split(DASH, text);
            steps = steps.size() < MIN_STEPS ? List.of(text) : steps;
        }
        return !prose && steps.stream().allMatch(step -> step.length() <= MAX_STEP) ? steps : List.of(text);
    }

    private static List<String> split(Pattern separator, String text) {
        return Stream.of(separator.split(text)).filter(part -> !part.isBlank()).toList();
    }

    /** Returns the items of ■政府网站 □政府公报 whose boxes are ticked; none if a box is not before each item. */
    private static List<String> ticked(String text) {
        if (!BOX.matcher(text).lookingAt()) {
            return List.of();
        }
        List<MatchResult> boxes = BOX.matcher(text).results().toList();
        var items = new ArrayList<String>();
        for (int i = 0; i < boxes.size(); i++) {
            int end = i + 1 < boxes.size() ? boxes.get(i + 1).start() : text.length();
            String item = END.matcher(text.substring(boxes.get(i).end(), end))
                    .replaceAll("")
                    .strip();
            if (boxes.get(i).group(1) != null && !item.isEmpty()) {
                items.add(item);
            }
        }
        return items;
    }

    /** Returns the items of a list with numbers from 1, without these; none if it has no numbers. */
    private static List<String> numbered(String text) {
        List<MatchResult> numbers = NUMBERS.stream()
                .filter(number -> number.matcher(text).lookingAt())
                .findFirst()
                .map(number -> number.matcher(text).results().toList())
                .orElse(List.of());
        var items = new ArrayList<String>();
        for (int i = 0; i < numbers.size(); i++) {
            MatchResult number = numbers.get(i);
            int end = i + 1 < numbers.size() ? numbers.get(i + 1).start() : text.length();
            String item = END.matcher(text.substring(number.end(), end))
                    .replaceAll("")
                    .strip();
            if (Integer.parseInt(number.group(1)) != i + 1 || item.isEmpty()) {
                return List.of();
            }
            items.add(item);
        }
        return items;
    }
}
