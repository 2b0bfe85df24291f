package org.sunwindow.kind;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import org.sunwindow.Identifier;
import org.sunwindow.language.ChineseText;
import org.sunwindow.place.DivisionCode;
import org.sunwindow.place.DivisionName;

/**
 * A filter parameter of lists and, in most modes, a facet that counts hits by value.
 *
 * @param name            parameter, facet, and name of the values in {@link IndexDocument#values}
 * @param labels          Chinese labels of coded values; a value without one is its own label
 * @param labelled        whether records name the codes without a label, see {@link Field#labelled}
 * @param references      records that the values refer to
 * @param form            that all values have
 * @param description     of the parameter, in Chinese
 * @param example         of the parameter
 * @param siteDescription of the parameter in site search, {@code null} if it is not a filter of site search
 */
public record Filter(
        String name,
        FilterMode mode,
        Map<String, String> labels,
        boolean labelled,
        References references,
        ValueForm form,
        String description,
        String example,
        String siteDescription) {

    /** Name of the filter by 主题分类, of every kind that has one. */
    public static final String TOPIC = "topic";

    /** The kind of the records of {@link #column}. */
    public static final String COLUMN = "column";

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");

    private static Filter of(FilterMode mode, Map<String, String> labels, String kind, ValueForm form) {
        return new Filter(null, mode, labels, false, References.to(kind), form, null, null, null);
    }

    private Filter with(References changed) {
        return new Filter(name, mode, labels, labelled, changed, form, description, example, siteDescription);
    }

    public String labelKind() {
        return references.kind();
    }

    public String mirror() {
        return references.mirror();
    }

    public ReferenceMeaning relation() {
        return references.relation();
    }

    public String tree() {
        return references.tree();
    }

    public static Filter exact() {
        return of(FilterMode.EXACT, Map.of(), null, ValueForm.ANY);
    }

    public static Filter oneOf(String... values) {
        return of(FilterMode.EXACT, Map.of(), null, ValueForm.oneOf(List.of(values)));
    }

    /** 有效性, which follows the dates of a record, see {@link Phase#validity}. */
    public static Filter phased() {
        return of(FilterMode.PHASED, Map.of(), null, ValueForm.ANY);
    }

    /** Returns the filter whose values are those of a phase. No parameter. */
    public Filter at(Phase phase) {
        return exact().named(name + "." + phase);
    }

    /** Codes with labels. Other codes may occur; their labels are sent with them, see {@link Field#labelled}. */
    public static Filter coded(SequencedMap<String, String> labels) {
        return of(FilterMode.EXACT, labels, null, ValueForm.ANY);
    }

    /**
     * A boolean: {@code true} or {@code false}.
     *
     * @param yes label of {@code true}
     * @param no  label of {@code false}
     */
    public static Filter flag(String yes, String no) {
        return ofCodes(Codes.of("true", yes, "false", no));
    }

    /** Values that are usual. Others may occur. */
    public static Filter usually(String... values) {
        var labels = new LinkedHashMap<String, String>();
        List.of(values).forEach(value -> labels.put(value, value));
        return of(FilterMode.EXACT, labels, null, ValueForm.ANY);
    }

    /** Codes with labels, and no others. */
    public static Filter ofCodes(SequencedMap<String, String> labels) {
        return of(FilterMode.EXACT, labels, null, ValueForm.oneOf(List.copyOf(labels.keySet())));
    }

    public static Filter year() {
        return of(FilterMode.YEAR, Map.of(), null, ValueForm.YEAR);
    }

    /** Values are keys of records of another kind. */
    public static Filter reference(String kind) {
        return of(FilterMode.EXACT, Map.of(), kind, ValueForm.ANY);
    }

    /** The organization that a record belongs to, which may include the organizations below it. */
    public static Filter organization() {
        return reference("organization").ofTree().named(null, "机构编号；includeSubordinate=true 时包括它的各级下属机构", "org-yc-mzj");
    }

    /** The columns (栏目) in which a record is published. */
    public static Filter column() {
        return of(FilterMode.TREE, Map.of(), COLUMN, ValueForm.ANY).ofTree().named(null, "栏目编号，包含下级栏目", "col-zcwj");
    }

    /** Returns this filter for referenced records that form a tree by their filter {@code parent}. */
    private Filter ofTree() {
        return with(
                new References(references.kind(), references.mirror(), references.relation(), RelatedRecords.PARENT));
    }

    public static Filter names() {
        return of(FilterMode.NAMES, Map.of(), null, ValueForm.ANY);
    }

    public static Filter path() {
        return of(FilterMode.PATH, Map.of(), null, ValueForm.ANY);
    }

    /** 主题分类, which is also a filter of site search. */
    public static Filter topic() {
        String text = "主题分类，由大到小以 / 分隔，包含下级";
        return path().siteWide(text).named(null, text, "民政、扶贫、慈善/社会救助");
    }

    /** The division that a record belongs to, which is also a filter of site search. */
    public static Filter division() {
        String text = "行政区划代码，2、4、6、9 或 12 位，包含下级";
        return of(FilterMode.DIVISION, Map.of(), DivisionCode.KIND, ValueForm.ANY)
                .siteWide(text)
                .named(null, text, "990102000000");
    }

    public static Filter served() {
        return of(FilterMode.SERVED, Map.of(), null, ValueForm.ANY)
                .named(null, "服务该行政区划的：先找本级的，本级没有符合其他筛选条件的，依次找上一级的；已撤销的区划，找并入的区划的；已关闭的不列。可重复", "990102001000");
    }

    public static Filter identifier() {
        return of(FilterMode.IDENTIFIER, Map.of(), null, ValueForm.ANY);
    }

    /** Also matches records that the referenced record refers to by a filter of its own kind. */
    public Filter mirrored(String filter) {
        return with(new References(references.kind(), filter, references.relation(), references.tree()));
    }

    /** States what a reference means. */
    public Filter meaning(ReferenceMeaning meant) {
        return with(new References(references.kind(), references.mirror(), meant, references.tree()));
    }

    /**
     * States the form of the values; others are refused.
     *
     * @param pattern of a value; its groups together are the canonical spelling
     * @param wanted  the form, in Chinese
     */
    public Filter formed(String pattern, String wanted) {
        var formed = ValueForm.of(pattern, wanted);
        return new Filter(name, mode, labels, labelled, references, formed, description, example, siteDescription);
    }

    /**
     * Makes this a filter of site search, too.
     *
     * @param siteText describes it there, in Chinese
     */
    public Filter siteWide(String siteText) {
        return described(name, description, example, siteText);
    }

    /** Returns this filter with a name, to describe a parameter that several kinds share. */
    public Filter named(String parameter) {
        return named(parameter, description, example);
    }

    Filter named(String parameter, String text, String value) {
        return described(parameter, text, value, siteDescription);
    }

    private Filter described(String parameter, String text, String value, String siteText) {
        return new Filter(parameter, mode, labels, labelled, references, form, text, value, siteText);
    }

    /** Whether a request decides if a value includes the records below it. */
    public boolean mayIncludeBelow() {
        return references.tree() != null && mode != FilterMode.TREE;
    }

    /** Whether a value includes the records below it, given whether the request asks for them. */
    public boolean includesBelow(boolean requested) {
        return mode == FilterMode.TREE || references.tree() != null && requested;
    }

    public boolean hasFacet() {
        return mode != FilterMode.IDENTIFIER && mode != FilterMode.SERVED && mode != FilterMode.NAMES;
    }

    /** Returns the kind of the records whose keys the values are, {@code null} if they are not keys. */
    String referencedKind() {
        return holdsDivisions() ? DivisionCode.KIND : references.kind();
    }

    /** All allowed values, empty if there are others than those that could be listed. */
    public List<String> closed() {
        return form.closed();
    }

    /** Whether the values are codes, of which the known ones have labels. Others may occur, and those are numbers. */
    boolean isCoded() {
        return closed().isEmpty()
                && labels.entrySet().stream().anyMatch(code -> !code.getKey().equals(code.getValue()));
    }

    /** The values that are known: all of them if no other is allowed. */
    public List<String> usual() {
        if (mode == FilterMode.PHASED) {
            return Phase.validities();
        }
        return closed().isEmpty() ? List.copyOf(labels.keySet()) : closed();
    }

    private boolean holdsDivisions() {
        return mode == FilterMode.DIVISION || mode == FilterMode.SERVED || DivisionCode.KIND.equals(references.kind());
    }

    /** The required form of a value, in Chinese; empty if any text is allowed. */
    public Optional<String> wanted() {
        if (holdsDivisions()) {
            return Optional.of(DivisionCode.WANTED);
        }
        if (isCoded()) {
            return Optional.of("应为代码：" + String.join("、", labels.keySet()));
        }
        String empty = switch (mode) {
            case NAMES -> "应为由大到小相连的区划名称，例如 云川市东湖区";
            case IDENTIFIER, PATH -> "应含有汉字、字母或数字，例如 " + example;
            default -> references.kind() == null ? null : "应为编号，例如 " + example;
        };
        return Optional.ofNullable(form.wanted() == null ? empty : form.wanted());
    }

    /** Whether a value is {@link #wanted}. */
    public boolean isValid(String value) {
        if (holdsDivisions()) {
            return DivisionCode.isValid(references.kind() == null ? value : Identifier.canonical(value));
        }
        return isCoded()
                ? labels.containsKey(value) || NUMBER.matcher(value).matches()
                : form.allows(value) && !canonical(value).isEmpty();
    }

    /** Returns the canonical spelling of a value, in which the index and requests compare it. */
    public String canonical(String value) {
        return switch (mode) {
            case EXACT, YEAR, PHASED, TREE ->
                references.kind() == null ? form.canonical(value.strip()) : Identifier.canonical(padded(value));
            case PATH -> String.join("/", segments(value));
            case DIVISION, SERVED -> DivisionCode.padded(value);
            case IDENTIFIER -> ChineseText.identifier(value);
            case NAMES -> ChineseText.letters(value);
        };
    }

    private String padded(String key) {
        return DivisionCode.KIND.equals(references.kind()) ? DivisionCode.padded(key) : key;
    }

    /** Returns the terms that are indexed for a value: the value and its ancestors. */
    public List<String> terms(String value) {
        return switch (mode) {
            case EXACT, YEAR, PHASED, TREE, IDENTIFIER, SERVED -> List.of(canonical(value));
            case PATH -> {
                var terms = new ArrayList<String>();
                for (String segment : segments(value)) {
                    terms.add(terms.isEmpty() ? segment : terms.getLast() + "/" + segment);
                }
                yield terms;
            }
            case DIVISION -> DivisionCode.path(canonical(value));
            case NAMES -> DivisionName.spellings(canonical(value));
        };
    }

    /** Whether the label of a code is known. */
    boolean knows(String code) {
        return labels.containsKey(code);
    }

    /** Returns this filter for records that name the codes it does not know. */
    Filter withSentLabels() {
        return new Filter(name, mode, labels, true, references, form, description, example, siteDescription);
    }

    /**
     * Returns this filter for a breakdown: every record is counted once, by its own value, and only records that match
     * the values selected of this filter.
     */
    public Filter breakdown() {
        return new Filter(name, mode, labels, labelled, References.to(references.kind()), form, null, null, null);
    }

    /**
     * Returns the filter whose values are the codes of this one with the labels that records gave them. No parameter.
     */
    public Filter sentLabels() {
        return exact().named(name + ".label");
    }

    public String label(String value) {
        String fallback = mode == FilterMode.PATH ? value.substring(value.lastIndexOf('/') + 1) : value;
        return labels.getOrDefault(value, fallback);
    }

    private static List<String> segments(String path) {
        return List.of(path.replace('\\', '/').split("/")).stream()
                .map(String::strip)
                .filter(segment -> !segment.isEmpty())
                .toList();
    }
}
