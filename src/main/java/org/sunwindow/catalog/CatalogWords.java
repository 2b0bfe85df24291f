package org.sunwindow.catalog;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how the national standard catalogues (基层政务公开标准目录) and bureaus write the codes of a row in a sheet. */
final class CatalogWords {

    private static final Pattern PUBLIC = Pattern.compile("(?:面向|向)?(?:全社会|社会公众|社会)(?:公开)?");
    private static final Pattern GROUP = Pattern.compile("(?:面向|向)?特定(?:群众|群体|对象|人群)(?:公开)?");
    private static final Pattern METHODS = Pattern.compile("(主动|依申请)(?:公开)?");

    private static final Pattern REMARK = Pattern.compile("[(（][^()（）]*[)）]");
    private static final Pattern SEPARATOR = Pattern.compile("[\\s、，,；;/和及]+");

    private static final Map<CatalogLevel, Pattern> LEVELS = Map.of(
            CatalogLevel.PROVINCE, Pattern.compile("省级?"),
            CatalogLevel.CITY, Pattern.compile("(?:地|设区的?)?市级?"),
            CatalogLevel.COUNTY, Pattern.compile("(?:区县|县区|县市区|市县区|县|区)级?"),
            CatalogLevel.TOWNSHIP, Pattern.compile("(?:乡镇街道|乡镇|镇街|街镇|街道|乡|镇|乡村|村|社区|村社区|村居)级?"));

    private CatalogWords() {}

    static Map<String, Object> audience(String text) {
        String plain = REMARK.matcher(text).replaceAll("").strip();
        String audience = PUBLIC.matcher(plain).matches()
                ? CatalogItem.PUBLIC
                : GROUP.matcher(plain).matches() ? CatalogItem.GROUP : text;
        return Map.of(CatalogItemKind.AUDIENCE, audience);
    }

    static Map<String, Object> method(String text) {
        Matcher method = METHODS.matcher(text.strip());
        return Map.of(CatalogItemKind.METHOD, method.matches() ? method.group(1) : text);
    }

    /** Levels that are not understood are kept as they are written, so that they are faults of the record. */
    static Map<String, Object> levels(String text) {
        var levels = new LinkedHashSet<String>();
        for (String part : SEPARATOR.split(REMARK.matcher(text).replaceAll("").strip())) {
            levels.add(LEVELS.entrySet().stream()
                    .filter(level -> level.getValue().matcher(part).matches()
                            || level.getKey().name().equals(part))
                    .map(level -> level.getKey().name())
                    .findFirst()
                    .orElse(part));
        }
        return Map.of(CatalogItemKind.LEVELS, List.copyOf(levels));
    }
}
