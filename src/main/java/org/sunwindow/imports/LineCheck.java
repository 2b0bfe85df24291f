package org.sunwindow.imports;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.sunwindow.http.Problem;
import org.sunwindow.imports.format.RecordLines.Line;
import org.sunwindow.imports.format.report.CellAdvice;
import org.sunwindow.imports.run.CheckedLine;
import org.sunwindow.imports.run.LineListener;
import org.sunwindow.imports.target.ImportTarget;
import org.sunwindow.imports.target.ImportTarget.Named;
import org.sunwindow.imports.target.ImportTarget.Verdict;
import org.sunwindow.imports.target.LineReport;
import org.sunwindow.json.RecordPaths;
import org.sunwindow.json.StrictJson;
import org.sunwindow.privacy.FieldUse;
import org.sunwindow.privacy.Hit;
import org.sunwindow.privacy.PrivacyCheck;

/** Checks the lines of imports. A line is a record, a row of a sheet, or a withdrawal. */
@ApplicationScoped
public class LineCheck {

    private final StrictJson json;
    private final LineReport withdrawals;

    LineCheck(StrictJson json) {
        this.json = json;
        var privacy = new PrivacyCheck(json, Map.of("withdraw", FieldUse.RECORD_NUMBER));
        this.withdrawals = new LineReport(Withdrawal.class, List.of("withdraw"), json, privacy);
    }

    /** Checks a line, and words what is found for those who edit a sheet if it is a row of one. */
    <O> CheckedLine<O> checked(
            Line line, ImportTarget<O> target, ImportTarget.NameReader names, LineListener listener) {
        UnaryOperator<Problem.Item> wording = line.headings().isEmpty()
                ? UnaryOperator.identity()
                : item -> CellAdvice.reworded(item, target.lineType());
        return new CheckedLine<>(line.number(), line.headings(), of(line, target, names), listener, wording);
    }

    private <O> Verdict<O> of(Line line, ImportTarget<O> target, ImportTarget.NameReader names) {
        if (line.text() == null) {
            return Verdict.rejected(null, line.faults());
        }
        boolean isRow = !line.headings().isEmpty();
        Named named = isRow ? names.read(line.text(), line.headings()) : new Named(line.text(), List.of());
        Verdict<O> verdict = check(named.line(), target);
        var faults = new ArrayList<>(line.faults());
        faults.addAll(named.faults());
        return faults.isEmpty()
                ? verdict.warned(named.warnings())
                : without(faults, verdict).rejected(faults);
    }

    /**
     * A cell with a fault leaves its field empty, which is no fault of its own. A name that no record has need not have
     * the form of a key.
     */
    private static <O> Verdict<O> without(List<Problem.Item> cells, Verdict<O> verdict) {
        List<Problem.Item> faults = verdict.faults().stream()
                .filter(fault -> cells.stream()
                        .noneMatch(cell ->
                                cell.code().startsWith("name.") && cell.name().equals(fault.name())))
                .filter(fault -> !fault.code().equals("required")
                        || cells.stream().noneMatch(cell -> leavesEmpty(cell, fault.name())))
                .toList();
        return new Verdict<>(verdict.operation(), verdict.key(), verdict.identity(), faults, verdict.warnings());
    }

    /** Of a file that is not there, nothing is known: neither its address nor its hash can be asked for. */
    private static boolean leavesEmpty(Problem.Item cell, String field) {
        String path = cell.name();
        int member = path.lastIndexOf('.');
        return !path.isEmpty()
                && (RecordPaths.isWithin(path, field)
                        || cell.code().startsWith("file.")
                                && member > 0
                                && RecordPaths.isWithin(field, path.substring(0, member)));
    }

    private <O> Verdict<O> check(String text, ImportTarget<O> target) {
        // of a key that is written twice, neither is withdrawn: the node is an array, and its text is empty
        JsonNode withdrawal = text.contains("\"withdraw\"") ? json.asSent(text).orElse(null) : null;
        return withdrawal != null && withdrawal.has("withdraw")
                ? withdrawal(text, withdrawal.get("withdraw").asText(), target)
                : target.check(text);
    }

    /** A record is withdrawn even if the rest of the line is refused, because it may hold what must not be public. */
    public <O> Verdict<O> withdrawal(String line, String key, ImportTarget<O> target) {
        String shown = withdrawals.key(line);
        try {
            var withdrawal = json.read(line, Withdrawal.class);
            List<Problem.Item> faults = withdrawals.personalData(withdrawal).stream()
                    .map(Hit::item)
                    .distinct()
                    .toList();
            String reason = faults.isEmpty() ? withdrawal.reason() : null;
            return new Verdict<>(
                    target.withdrawal(withdrawal.withdraw(), reason),
                    shown,
                    null,
                    faults.isEmpty() ? faults : withdrawals.faults(List.of(), line),
                    List.of());
        } catch (StrictJson.Invalid e) {
            O operation = key.isBlank() || key.length() > Withdrawal.MAX_KEY ? null : target.withdrawal(key, null);
            return new Verdict<>(operation, shown, null, withdrawals.faults(e.items(), line), List.of());
        }
    }
}
