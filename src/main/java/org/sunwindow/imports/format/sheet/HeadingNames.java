package org.sunwindow.imports.format.sheet;

import com.fasterxml.jackson.databind.JsonNode;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sunwindow.json.RecordFields;
import org.sunwindow.json.RecordFields.Component;
import org.sunwindow.json.SimilarNames;

/**
 * Finds the component that a heading names: by its Chinese name, another heading that its kind declares, its name in
 * JSON, or its path. 材料1名称 and 申请材料名称1 are the name of the first of 申请材料, 收费标准 is 标准 of 收费. Not thread-safe.
 */
final class HeadingNames {

    private static final Pattern PATH =
            Pattern.compile("[A-Za-z]\\w*(?:(?:\\[\\d{1,3}]|\\.\\d{1,3})?\\.[A-Za-z]\\w*)*(?:\\[\\d{1,3}])?");
    private static final Pattern INDEX = Pattern.compile("\\.(\\d{1,3})(?=\\.|$)");
    private static final Pattern REMARK = Pattern.compile("[(\\[【<].*?[)\\]】>]");
    private static final Pattern DECORATION = Pattern.compile("[\\s*:;、.·\"'_/\\\\-]|必填|选填");
    private static final Pattern NUMBER = Pattern.compile("第?((?<!\\d)\\d{1,3}(?!\\d)|[一二三四五六七八九十])(?:项|个|条)?");
    private static final Map<Pattern, String> OTHER_WORDS = Map.of(
            Pattern.compile("时间$"), "日期",
            Pattern.compile("日期$"), "时间",
            Pattern.compile("单位$"), "机构",
            Pattern.compile("机构$"), "单位",
            Pattern.compile("^所属"), "所在",
            Pattern.compile("^是否(?=..)"), "");
    private static final String NUMERALS = "一二三四五六七八九十";
    private static final int MIN_SUFFIX = 2;

    /** Longest heading, in characters. A longer text is a title, a note, or content. */
    private static final int MAX_HEADING = 60;

    private final Class<?> type;
    private final Map<String, List<String>> aliases;
    private final MarkedChoices choices;
    private final Map<String, Optional<Target>> found = new HashMap<>();
    private final Map<Class<?>, List<Names>> namesByType = new HashMap<>();

    HeadingNames(SheetRecords records) {
        this(records.type(), records.aliases(), new MarkedChoices(records));
    }

    /** The members of an item, which have no aliases. */
    HeadingNames(Class<?> item, SheetRecords records) {
        this(item, Map.of(), new MarkedChoices(records));
    }

    private HeadingNames(Class<?> type, Map<String, List<String>> aliases, MarkedChoices choices) {
        this.type = type;
        this.aliases = aliases;
        this.choices = choices;
    }

    /**
     * @param own   what a heading may call the component
     * @param parts what the heading of a part of it may begin with
     */
    private record Names(Component component, Set<String> own, List<String> parts) {}

    /**
     * A component that a column fills.
     *
     * @param path      such as {@code materials[0].name}
     * @param element   whether it fills one element of a list
     * @param choice    the value that a mark in the column stands for, {@code null} if its cells have values
     */
    record Target(String path, Component component, boolean element, JsonNode choice) {

        Target(String path, Component component, boolean element) {
            this(path, component, element, null);
        }

        /** Returns the same target at another path. */
        Target at(String other) {
            return new Target(other, component, element, choice);
        }

        /** Name of the field, in Chinese if it has one. */
        String name() {
            return component.label() == null ? component.name() : component.label();
        }

        /** Path up to and including the last index, empty if there is none. */
        String item() {
            return path.substring(0, path.lastIndexOf(']') + 1);
        }
    }

    /** Returns what a heading names, empty if that is nothing or not clear. */
    Optional<Target> find(String heading) {
        return heading.length() > MAX_HEADING ? Optional.empty() : found.computeIfAbsent(heading, this::search);
    }

    private Optional<Target> search(String heading) {
        String written = Normalizer.normalize(heading, Normalizer.Form.NFKC).strip();
        if (PATH.matcher(written).matches()) {
            Optional<Target> target = byPath(written);
            if (target.isPresent()) {
                return target;
            }
        }
        String bare = REMARK.matcher(written).replaceAll("");
        return elementCalled(plain(bare))
                .or(() -> byName(plain(written)))
                .or(() -> byChoice(written))
                .or(() -> byName(plain(bare)))
                .or(() -> byOtherWord(plain(bare)));
    }

    /** Finds a field with one of its values, as 公开对象 above 全社会, whose cells are marked. */
    private Optional<Target> byChoice(String written) {
        for (int end = written.length() - 1; end >= MIN_SUFFIX; end--) {
            String value = written.substring(end);
            Optional<Target> target = byName(plain(written.substring(0, end)))
                    .filter(field -> MarkedChoices.isPossible(field.component()))
                    .flatMap(field -> choices.named(field, value)
                            .map(choice -> new Target(
                                    field.path() + (field.component().isList() && !field.element() ? "[0]" : ""),
                                    field.component(),
                                    field.component().isList(),
                                    choice)));
            if (target.isPresent()) {
                return target;
            }
        }
        return Optional.empty();
    }

    /** Finds an alias of an element of a list. */
    private Optional<Target> elementCalled(String plain) {
        return aliases.entrySet().stream()
                .filter(alias -> alias.getKey().contains("["))
                .filter(alias ->
                        alias.getValue().stream().map(HeadingNames::plain).anyMatch(plain::equals))
                .findFirst()
                .flatMap(alias -> byPath(alias.getKey()));
    }

    /** Bureaus write 启用时间 for 启用日期, 主办单位 for 主办机构, and 是否节假日开放 for 节假日开放. */
    private Optional<Target> byOtherWord(String plain) {
        return OTHER_WORDS.entrySet().stream()
                .filter(word -> word.getKey().matcher(plain).find())
                .map(word -> byName(word.getKey().matcher(plain).replaceFirst(word.getValue())))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Returns the names of components that a heading which names nothing may mean. */
    List<String> similar(String heading) {
        String written = Normalizer.normalize(heading, Normalizer.Form.NFKC).strip();
        var labels = new LinkedHashMap<String, String>();
        RecordFields.of(type).all().stream()
                .filter(component -> !component.readOnly() && component.label() != null)
                .forEach(component -> {
                    names(component).forEach(name -> labels.putIfAbsent(name, component.label()));
                    labels.putIfAbsent(component.name(), component.label());
                    parts(component).forEach(labels::putIfAbsent);
                });
        // the words of an English name begin with capitals
        boolean isEnglish = PATH.matcher(written).matches();
        return SimilarNames.of(isEnglish ? written : plain(written), labels.keySet()).stream()
                .map(labels::get)
                .distinct()
                .toList();
    }

    /** Returns the headings of the parts of a component, such as 联系方式1电话, by the names that are similar to theirs. */
    private static Map<String, String> parts(Component component) {
        if (!component.valueType().isRecord()) {
            return Map.of();
        }
        var headings = new LinkedHashMap<String, String>();
        String number = component.isList() ? "1" : "";
        RecordFields.of(component.valueType()).all().stream()
                .filter(part -> !part.readOnly() && part.label() != null)
                .forEach(part ->
                        headings.put(component.label() + part.label(), component.label() + number + part.label()));
        return headings;
    }

    /** Returns what a heading names in the item that the column before it belongs to, as 出具单位 after 材料1名称 does. */
    Optional<Target> findBeside(Target before, String heading) {
        String item = before.item();
        String plain = plain(REMARK.matcher(Normalizer.normalize(heading, Normalizer.Form.NFKC))
                .replaceAll(""));
        return item.isEmpty()
                ? Optional.empty()
                : RecordFields.at(type, item)
                        .filter(component -> component.valueType().isRecord())
                        .flatMap(component -> resolve(component.valueType(), plain, -1))
                        .map(inner -> new Target(item + "." + inner.path(), inner.component(), inner.element()));
    }

    private Optional<Target> byPath(String written) {
        String path = INDEX.matcher(written).replaceAll("[$1]");
        boolean element = path.endsWith("]");
        return RecordFields.at(type, path)
                .filter(component -> !component.readOnly())
                .map(component -> new Target(path, component, element))
                .or(() -> RecordFields.of(type).all().stream()
                        .filter(component ->
                                !component.readOnly() && component.name().equalsIgnoreCase(written))
                        .map(component -> new Target(component.name(), component, false))
                        .findFirst());
    }

    private Optional<Target> byName(String plain) {
        Optional<Target> whole = plain.isEmpty() ? Optional.empty() : resolve(type, plain, -1);
        if (whole.isPresent()) {
            return whole;
        }
        for (MatchResult number : NUMBER.matcher(plain).results().toList()) {
            String rest = plain.substring(0, number.start()) + plain.substring(number.end());
            int index = index(number.group(1));
            Optional<Target> numbered = rest.isEmpty() || index < 0 ? Optional.empty() : resolve(type, rest, index);
            if (numbered.isPresent()) {
                return numbered;
            }
        }
        return Optional.empty();
    }

    private static int index(String number) {
        int numeral = NUMERALS.indexOf(number);
        return numeral >= 0 ? numeral : Integer.parseInt(number) - 1;
    }

    /**
     * @param index of the element of the first list on the path, -1 if the heading has no number
     */
    private Optional<Target> resolve(Class<?> of, String plain, int index) {
        List<Names> components = namesByType.computeIfAbsent(of, this::names);
        for (Names names : components) {
            Component component = names.component();
            if (names.own().contains(plain) && (index < 0 || component.isList())) {
                boolean element = component.isList() && index >= 0;
                return Optional.of(
                        new Target(component.name() + (element ? "[" + index + "]" : ""), component, element));
            }
        }
        var parts = new ArrayList<Target>();
        for (Names names : components) {
            Component parent = names.component();
            if (!parent.valueType().isRecord()) {
                continue;
            }
            for (String name : names.parts()) {
                if (!plain.startsWith(name) || plain.length() == name.length()) {
                    continue;
                }
                String rest = plain.substring(name.length());
                String child = rest.startsWith("的") ? rest.substring(1) : rest;
                boolean list = parent.isList();
                resolve(parent.valueType(), child, list ? -1 : index)
                        .map(inner -> new Target(
                                parent.name() + (list ? "[" + Math.max(0, index) + "]" : "") + "." + inner.path(),
                                inner.component(),
                                inner.element()))
                        .ifPresent(parts::add);
                break;
            }
        }
        if (parts.isEmpty() && index < 0) {
            // a part that is named without its field, such as 是否收费 of 收费
            components.stream()
                    .map(Names::component)
                    .filter(whole -> whole.valueType().isRecord() && !whole.isList())
                    .forEach(whole -> RecordFields.of(whole.valueType()).all().stream()
                            .filter(part ->
                                    part.label() != null && plain(part.label()).equals(plain))
                            .map(part -> new Target(whole.name() + "." + part.name(), part, false))
                            .forEach(parts::add));
        }
        return parts.size() == 1 ? Optional.of(parts.getFirst()) : Optional.empty();
    }

    private List<Names> names(Class<?> of) {
        Collection<Component> components = RecordFields.of(of).all();
        return components.stream()
                .filter(component -> !component.readOnly())
                .map(component -> new Names(component, names(component), partNames(component, components)))
                .toList();
    }

    private Set<String> names(Component component) {
        var names = new LinkedHashSet<String>();
        if (component.label() != null) {
            names.add(plain(component.label()));
        }
        if (component.owner() == type) {
            aliases.getOrDefault(component.name(), List.of()).forEach(alias -> names.add(plain(alias)));
        }
        return names;
    }

    /**
     * The names of a component in the headings of its parts: also the end of its name, as 材料 of 申请材料, if only it has
     * that.
     */
    private List<String> partNames(Component parent, Collection<Component> siblings) {
        var ends = new HashMap<String, Integer>();
        siblings.forEach(sibling -> names(sibling).forEach(name -> {
            for (int length = MIN_SUFFIX; length <= name.length(); length++) {
                ends.merge(name.substring(name.length() - length), 1, Integer::sum);
            }
        }));
        var names = new LinkedHashSet<String>();
        for (String name : names(parent)) {
            for (int length = name.length(); length >= MIN_SUFFIX; length--) {
                String end = name.substring(name.length() - length);
                if (length == name.length() || ends.get(end) == 1) {
                    names.add(end);
                }
            }
        }
        return List.copyOf(names);
    }

    private static String plain(String heading) {
        Matcher decoration = DECORATION.matcher(heading.toLowerCase(Locale.ROOT));
        return decoration.replaceAll("");
    }
}
