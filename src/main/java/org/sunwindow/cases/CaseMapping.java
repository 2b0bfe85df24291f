package org.sunwindow.cases;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sunwindow.Identifier;
import org.sunwindow.cases.CaseProgress.Stage;
import org.sunwindow.cases.Pipelines.Pipeline;
import org.sunwindow.cases.UpstreamCodes.Meaning;
import org.sunwindow.http.Problem;

/** Checks updates of upstream systems and maps them: translates codes, masks names, derives steps and timing. */
@ApplicationScoped
class CaseMapping {

    private static final Masking NO_NAME = new Masking(null);
    private static final String ONE_STATUS = "status.one";

    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

    /** Tolerated difference of the clock of a source. */
    private static final Duration MAX_AHEAD = Duration.ofDays(1);

    private final Clock clock;
    private final UpstreamCodes codes;
    private final Pipelines pipelines;
    private final CaseSettings settings;

    CaseMapping(UpstreamCodes codes, Pipelines pipelines, CaseSettings settings, Clock clock) {
        this.clock = clock;
        this.codes = codes;
        this.pipelines = pipelines;
        this.settings = settings;
    }

    /**
     * Checks what the constraints of a line do not cover.
     *
     * @param line may break its constraints: any component may be missing
     */
    List<Problem.Item> check(CaseLine line) {
        List<Problem.Item> faults = rules(line);
        if (faults.isEmpty() && isComplete(line)) {
            checkTexts(line, faults);
        }
        return faults;
    }

    /** Whether a line has everything that its progress requires. */
    static boolean isComplete(CaseLine line) {
        return line.applicationNo() != null
                && line.caseType() != null
                && line.submittedAt() != null
                && line.updatedAt() != null
                && line.history() != null
                && line.history().stream().allMatch(stage -> stage != null && stage.at() != null)
                && line.factors().stream()
                        .allMatch(factor -> factor != null && factor.type() != null && factor.value() != null);
    }

    private List<Problem.Item> rules(CaseLine line) {
        var faults = new ArrayList<Problem.Item>();
        if (line.source() != null && !codes.knows(line.source())) {
            faults.add(new Problem.Item(
                    "source",
                    "source.unknown",
                    "没有配置这个来源，" + wanted(codes.sources().stream().sorted())));
        }
        checkStatus("", line.status(), line.source(), line.sourceStatus(), faults);
        boolean knowsPipeline = line.pipeline() == null || pipelines.names().contains(line.pipeline());
        if (!knowsPipeline) {
            faults.add(new Problem.Item(
                    "pipeline",
                    "pipeline.unknown",
                    "没有配置这个办理流程，" + wanted(pipelines.names().stream().sorted())));
        }
        List<String> stages = knowsPipeline && (line.pipeline() != null || line.caseType() != null)
                ? pipelines.of(line).stages()
                : null;
        List<CaseLine.Stage> history = line.history() == null ? List.of() : line.history();
        for (int i = 0; i < history.size(); i++) {
            if (history.get(i) != null) {
                checkStage("history[" + i + "]", history.get(i), line.source(), stages, faults);
            }
        }
        if (line.updatedAt() != null
                && line.updatedAt().toInstant().isAfter(clock.instant().plus(MAX_AHEAD))) {
            // all further updates would count as outdated
            faults.add(new Problem.Item("updatedAt", "time.future", "晚于现在一天以上，请核对"));
        }
        checkHistory(line, faults);
        checkFactors(line, faults);
        return faults;
    }

    /**
     * @param stages of the pipeline, {@code null} if it is not known
     */
    private void checkStage(
            String path, CaseLine.Stage stage, String source, List<String> stages, List<Problem.Item> faults) {
        checkStatus(path + ".", stage.status(), source, stage.sourceStatus(), faults);
        if (stage.stage() != null && stages != null && !stages.contains(stage.stage())) {
            faults.add(new Problem.Item(path + ".stage", "stage.unknown", "该办理流程没有这个环节，" + wanted(stages.stream())));
        }
    }

    /** An event of the day of submission may have been sent as a date, which is read as midnight. */
    private void checkHistory(CaseLine line, List<Problem.Item> faults) {
        if (line.submittedAt() == null || line.history() == null) {
            return;
        }
        OffsetDateTime submitted = local(line.submittedAt());
        for (int i = 0; i < line.history().size(); i++) {
            CaseLine.Stage stage = line.history().get(i);
            if (stage == null || stage.at() == null) {
                continue;
            }
            OffsetDateTime at = local(stage.at());
            boolean isDate = at.toLocalTime().equals(LocalTime.MIDNIGHT);
            if (isDate ? at.toLocalDate().isBefore(submitted.toLocalDate()) : at.isBefore(submitted)) {
                faults.add(new Problem.Item("history[%d].at".formatted(i), "time.before-submission", "早于提交时间，请核对二者"));
            }
        }
    }

    private OffsetDateTime local(OffsetDateTime time) {
        return time.atZoneSameInstant(pipelines.zone()).toOffsetDateTime();
    }

    private void checkTexts(CaseLine line, List<Problem.Item> faults) {
        var factors = new ShownFactors(line.factors());
        var masking = new Masking(line.applicantName());
        // unknown codes of a source are logged; words become the status text, in which the name is masked
        Stream.concat(
                        Stream.of(line.sourceStatus(), line.sourceResult()),
                        line.history().stream().map(CaseLine.Stage::sourceStatus))
                .filter(Objects::nonNull)
                .forEach(code -> checkText(
                        "sourceStatus", code, factors, HAN.matcher(code).find() ? NO_NAME : masking, faults));
        if (!faults.isEmpty()) {
            return;
        }
        progress(line).withTexts((field, text) -> {
            checkText(field, text, factors, masking, faults);
            return text;
        });
    }

    /** Checks a masked text. A name in a number cannot be masked. Markup was refused when the line was read. */
    private static void checkText(
            String field, String text, ShownFactors factors, Masking masking, List<Problem.Item> faults) {
        if (factors.in(text)) {
            faults.add(new Problem.Item(field, "factor.shown", "含有这个办件的验证信息（查询码、证件或手机号码的后几位），不得出现在所显示的内容中"));
        }
        if (!field.equals("applicantName") && !masking.in(text).equals(text)) {
            faults.add(new Problem.Item(field, "name.shown", "含有无法遮蔽的申请人姓名"));
        }
    }

    private void checkStatus(String prefix, CaseStatus status, String source, String code, List<Problem.Item> faults) {
        if (status == null && code == null) {
            faults.add(new Problem.Item(
                    prefix + "status",
                    ONE_STATUS,
                    "标准状态与来源系统的状态代码（sourceStatus）须填一项，例如 \"%s\"".formatted(CaseStatus.IN_REVIEW)));
        } else if (status != null && code != null) {
            faults.add(new Problem.Item(prefix + "sourceStatus", ONE_STATUS, "标准状态与来源系统的状态代码只填一项，请删去其中之一"));
        } else if (status == null && source == null) {
            faults.add(new Problem.Item(
                    "source",
                    ONE_STATUS,
                    "填来源系统的状态代码的，须写明来源系统，" + wanted(codes.sources().stream().sorted())));
        }
    }

    private static String wanted(Stream<String> names) {
        String wanted = names.collect(Collectors.joining("、"));
        return wanted.isEmpty() ? "也没有配置别的，请删去" : "应为其中之一：" + wanted;
    }

    private void checkFactors(CaseLine line, List<Problem.Item> faults) {
        var types = line.factors().stream()
                .filter(Objects::nonNull)
                .map(Factor::type)
                .filter(Objects::nonNull)
                .toList();
        if (types.stream().distinct().count() < types.size()) {
            faults.add(new Problem.Item("factors", "factor.repeated", "每种验证信息至多一个"));
        }
        for (int i = 0; i < line.factors().size(); i++) {
            Factor factor = line.factors().get(i);
            if (factor == null || factor.type() == null || line.caseType() == null) {
                continue;
            }
            String path = "factors[" + i + "]";
            if (!factor.type().isAllowed(line.caseType(), settings)) {
                faults.add(new Problem.Item(
                        path + ".type",
                        "factor.not-allowed",
                        "这种办件不用%s验证，请删去这一项".formatted(factor.type().label())));
            } else if (factor.value() != null && !factor.type().fits(Identifier.canonical(factor.value()))) {
                faults.add(new Problem.Item(
                        path + ".value", "factor.invalid", factor.type().rule()));
            }
        }
    }

    /** Maps an update to the case that applicants see, without its clock. The name is masked in all its texts. */
    CaseProgress progress(CaseLine line) {
        var masking = new Masking(line.applicantName());
        Meaning meaning =
                meaning(line.status(), line.suspendReason(), line.source(), line.sourceStatus(), line.sourceResult());
        List<Stage> history = history(line);
        Pipeline pipeline = pipelines.of(line);
        return new CaseProgress(
                        line.applicationNo(),
                        line.caseType(),
                        line.serviceItem(),
                        line.itemName(),
                        line.acceptingUnit(),
                        line.acceptingOffice(),
                        masking.name(),
                        meaning.status(),
                        meaning.status().plain(),
                        statusText(line, meaning),
                        meaning.reason(),
                        local(line.submittedAt()),
                        local(line.updatedAt()),
                        line.deadline(),
                        pipeline.steps(history, meaning.status().isEnded()),
                        history,
                        line.supplement(),
                        line.result(),
                        line.collect(),
                        line.consultPhone(),
                        null)
                // the number is the key of the case; check() refuses one with a name
                .withTexts((field, text) -> field.equals("applicationNo") ? text : masking.in(text));
    }

    /**
     * Returns the status in the words of the bureau. A code means nothing to an applicant, so the description of the
     * mapped status replaces it.
     */
    private static String statusText(CaseLine line, Meaning meaning) {
        String words = line.statusText() != null ? line.statusText() : line.sourceStatus();
        return words == null || line.statusText() != null || HAN.matcher(words).find()
                ? words
                : meaning.status().plain();
    }

    /** Sorts the events by time. Events of the same time stay in their order, which some sources send newest first. */
    private List<Stage> history(CaseLine line) {
        List<Stage> sent = line.history().stream()
                .map(stage -> stage(stage, line.source()))
                .toList();
        boolean newestFirst =
                !sent.isEmpty() && sent.getFirst().at().isAfter(sent.getLast().at());
        return (newestFirst ? sent.reversed() : sent)
                .stream().sorted(Comparator.comparing(Stage::at)).toList();
    }

    private Stage stage(CaseLine.Stage stage, String source) {
        Meaning meaning = meaning(stage.status(), stage.suspendReason(), source, stage.sourceStatus(), null);
        return new Stage(
                local(stage.at()), meaning.status(), stage.stage(), meaning.reason(), stage.text(), stage.unit());
    }

    private Meaning meaning(CaseStatus status, SuspendReason reason, String source, String code, String result) {
        if (status != null) {
            return new Meaning(status, reason);
        }
        Meaning meaning = codes.of(source, code, result);
        return reason == null ? meaning : new Meaning(meaning.status(), reason);
    }

    /** Derives the timing of a case; {@code null} if there is neither a limit nor a deadline. */
    CaseTiming timing(CaseLine line, CaseProgress progress) {
        CaseTiming timing = pipelines.of(line).timing(line, progress);
        return timing.isEmpty() ? null : timing;
    }
}
