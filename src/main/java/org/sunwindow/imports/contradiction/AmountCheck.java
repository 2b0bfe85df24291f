package org.sunwindow.imports.contradiction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sunwindow.imports.contradiction.Contradiction.Code;
import org.sunwindow.index.Records;
import org.sunwindow.index.Records.Stored;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.StatedAmounts;
import org.sunwindow.kind.StatedAmounts.Amount;
import org.sunwindow.place.DivisionCode;

/**
 * Reports amounts that a newer standard has replaced. Guides and other explanations of present rules are compared with
 * the newest standard of their own division or, if it has none, of the nearest one above. A standard is compared with
 * newer ones of its own division only. Reports and statistics are not compared, because they describe the past.
 */
final class AmountCheck {

    /** Standards of one subject that are compared, the newest first. */
    private static final int MOST = 50;

    /** Titles of dated records that explain present rules. */
    private static final Pattern ASKED = Pattern.compile("问答|常见问题|办事指南|服务指南|解读|明白卡|多少|怎么|怎样|如何|[？?]");

    /** The validity of a standard that was changed in part. Its amounts may no longer apply. */
    private static final String MODIFIED = "已修改";

    private final Records records;
    private final Function<Stored, ObjectNode> trees;
    private final ZoneId zone;
    private final Map<String, List<Standard>> standards = new HashMap<>();

    private record Standard(Stored record, String division, Instant since, Amount amount) {}

    AmountCheck(Records records, Function<Stored, ObjectNode> trees, ZoneId zone) {
        this.records = records;
        this.trees = trees;
        this.zone = zone;
    }

    void of(Stored record, Kind<?> kind, ObjectNode tree, List<Contradiction> found) {
        String division = division(tree);
        if (division == null) {
            return;
        }
        boolean dated = !kind.fields().times().isEmpty();
        String title = record.summary().title();
        String text = text(tree);
        Optional<Filter> validity = kind.fields().validity();
        boolean isStandard =
                validity.isPresent() && !StatedAmounts.fixedBy(title, text).isEmpty();
        boolean isModified =
                isStandard && tree.path(validity.get().name()).asText("").equals(MODIFIED);
        if (isModified || dated && !isStandard && !ASKED.matcher(title).find()) {
            return;
        }
        for (Amount stated : StatedAmounts.in(text)) {
            newest(stated, division, isStandard)
                    .filter(newest -> !newest.record.id().equals(record.id()))
                    .filter(newest -> !dated
                            || record.takesEffect() != null
                                    && record.takesEffect().isBefore(newest.since))
                    .filter(newest -> !newest.amount.value().equals(stated.value()))
                    .ifPresent(newest -> found.add(reported(record, stated, newest, isStandard)));
        }
    }

    private Contradiction reported(Stored record, Amount stated, Standard newest, boolean isStandard) {
        String todo = isStandard ? "请注明它已被替代、修改或废止" : "请按现行标准改写";
        boolean isGeneral = !newest.amount.subject().equals(stated.subject());
        return Contradiction.of(
                record,
                Code.AMOUNT_OUTDATED,
                null,
                "所述%s标准为 %s 元，但“%s”（%s起）%s为 %s 元；%s。"
                        .formatted(
                                stated.benefit(),
                                stated.value(),
                                newest.record.summary().title(),
                                newest.since.atZone(zone).toLocalDate(),
                                isGeneral ? "统一定" : "定",
                                newest.amount.value(),
                                todo),
                newest.record);
    }

    /**
     * Returns the newest standard of a division or, unless {@code sameOnly}, of the nearest one above that has one. A
     * division that has a standard for all no longer has those that it had for cities and villages before.
     */
    private Optional<Standard> newest(Amount stated, String division, boolean sameOnly) {
        // of two standards of one day, the first is taken, which is the one of the same subject
        List<Standard> known = Stream.of(stated.subject(), stated.general())
                .distinct()
                .flatMap(subject -> standards.computeIfAbsent(subject, this::standards).stream())
                .toList();
        // from the division itself up
        for (String above :
                sameOnly ? List.of(division) : DivisionCode.path(division).reversed()) {
            Optional<Standard> newest = known.stream()
                    .filter(standard -> above.equals(standard.division))
                    .max(Comparator.comparing(Standard::since));
            if (newest.isPresent()) {
                return newest;
            }
        }
        return Optional.empty();
    }

    private List<Standard> standards(String subject) {
        return records.standards(subject, MOST).stream()
                .filter(record -> record.takesEffect() != null)
                .flatMap(record -> {
                    ObjectNode tree = trees.apply(record);
                    return StatedAmounts.in(text(tree)).stream()
                            .filter(amount -> amount.subject().equals(subject))
                            .limit(1)
                            .map(amount -> new Standard(record, division(tree), record.takesEffect(), amount));
                })
                .collect(Collectors.toList());
    }

    private static String division(ObjectNode tree) {
        String division = tree.path("division").asText("");
        return division.isEmpty() ? null : DivisionCode.padded(division);
    }

    /** Returns the texts of a record, each in a line of its own. A question is in the line of its answer. */
    private static String text(ObjectNode tree) {
        var text = new StringBuilder();
        tree.properties().forEach(member -> append(member.getValue(), text));
        return text.toString();
    }

    private static void append(JsonNode node, StringBuilder text) {
        if (node.isTextual()) {
            String value = node.textValue();
            text.append(value).append(value.endsWith("？") ? "" : "\n");
        } else if (node.isContainerNode()) {
            node.forEach(each -> append(each, text));
        }
    }
}
