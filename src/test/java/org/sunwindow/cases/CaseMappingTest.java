package org.sunwindow.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.EnvConfigSource;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.TestSettings;
import org.sunwindow.calendar.WorkingCalendar;
import org.sunwindow.cases.CaseProgress.Step;
import org.sunwindow.cases.CaseTiming.Pause;
import org.sunwindow.http.Problem;
import org.sunwindow.index.lucene.IndexFixture;
import org.sunwindow.json.StrictJson;

/** The mapping of upstream updates to cases. */
class CaseMappingTest {

    private static final StrictJson JSON = IndexFixture.json();
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T02:00:00Z"), ZoneId.of("Asia/Shanghai"));

    private final CaseMapping mapping = mapping(Map.of());

    private static CaseMapping mapping(Map<String, String> changed) {
        CaseSettings settings = TestSettings.cases(changed);
        return new CaseMapping(
                new UpstreamCodes(settings), new Pipelines(settings, TestSettings.general(changed)), settings, CLOCK);
    }

    private static CaseLine line(String fields) {
        return line(fields, "");
    }

    private static CaseLine line(String fields, String history) {
        try {
            return JSON.read("""
                    {"applicationNo":"990102261109000017","caseType":"SERVICE","itemName":"最低生活保障审核确认",\
                    "submittedAt":"2026-11-09T10:20:00+08:00","updatedAt":"2026-11-20T09:00:00+08:00",%s,"history":[%s]}""".formatted(fields, history), CaseLine.class);
        } catch (StrictJson.Invalid e) {
            throw new AssertionError(e.items().toString());
        }
    }

    /** All codes of all known sets, with their results. */
    @ParameterizedTest
    @CsvSource({
        "approval, 0, , SUBMITTED, ",
        "approval, 1, , NOT_ACCEPTED, ",
        "approval, 2, , IN_REVIEW, ",
        "approval, 3, , DECIDED, ",
        "approval, 4, , RECEIVED, ",
        "approval, 5, , NOT_ACCEPTED, ",
        "approval, 6, , CLOSED_DENIED, ",
        "approval, 7, , SUSPENDED, SUPPLEMENT",
        "approval, 8, , SUSPENDED, OTHER",
        "approval, -1, , VOID, ",
        "approval, 3, 0, CLOSED_GRANTED, ",
        "approval, 3, 1, CLOSED_DENIED, ",
        "approval, 3, 5, CLOSED_DENIED, ",
        "approval, 3, 6, NOT_ACCEPTED, ",
        "approval-older, 3, 0, CLOSED_GRANTED, ",
        "approval-older, 3, 1, CLOSED_DENIED, ",
        "approval-older, 3, 2, VOID, ",
        "approval-older, 3, 3, VOID, ",
        "approval-older, 3, 4, TRANSFERRED, ",
        "approval-older, 3, 5, WITHDRAWN, ",
        "approval-older, 3, 6, DECIDED, ",
        "gateway, 10, , DECIDED, ",
        "gateway, 10, 0, CLOSED_GRANTED, ",
        "gateway, 09, , VOID, ",
        "gateway, 13, , CLOSED_DENIED, ",
        "gateway, 07, , NOT_ACCEPTED, ",
        // a case that has not ended has no result
        "approval, 2, 0, IN_REVIEW, ",
        // in full width, as people copy them
        "approval, ２, , IN_REVIEW, ",
    })
    void codesAreMappedByTheTablesOfTheirSource(
            String source, String code, String result, CaseStatus status, SuspendReason reason) {
        String fields = "\"source\":\"%s\",\"sourceStatus\":\"%s\"".formatted(source, code)
                + (result == null ? "" : ",\"sourceResult\":\"%s\"".formatted(result));
        CaseLine line = line(fields);
        assertThat(mapping.check(line)).isEmpty();
        assertThat(mapping.progress(line).status()).isEqualTo(status);
        assertThat(mapping.progress(line).suspendReason()).isEqualTo(reason);
    }

    @Test
    void knownCodeWithoutTextIsToldInThePlainSentenceOfItsStatus() {
        CaseProgress progress = mapping.progress(line("\"source\":\"approval\",\"sourceStatus\":\"7\""));
        assertThat(progress.status()).isEqualTo(CaseStatus.SUSPENDED);
        assertThat(progress.statusText()).isEqualTo(CaseStatus.SUSPENDED.plain());
    }

    @Test
    void unknownCodeMapsToInReviewWithTheWordsOfTheSource() {
        CaseProgress progress = mapping.progress(line("\"source\":\"gateway\",\"sourceStatus\":\"77\""));
        assertThat(progress.status()).isEqualTo(CaseStatus.IN_REVIEW);
        assertThat(progress.statusText()).isEqualTo(CaseStatus.IN_REVIEW.plain());
        CaseProgress words = mapping.progress(line("\"source\":\"gateway\",\"sourceStatus\":\"专家评审\""));
        assertThat(words.statusText()).isEqualTo("专家评审");
        CaseProgress worded =
                mapping.progress(line("\"source\":\"gateway\",\"sourceStatus\":\"42\",\"statusText\":\"专家论证中\""));
        assertThat(worded.statusText()).isEqualTo("专家论证中");
        CaseProgress result =
                mapping.progress(line("\"source\":\"approval\",\"sourceStatus\":\"3\",\"sourceResult\":\"99\""));
        assertThat(result.status()).isEqualTo(CaseStatus.DECIDED);
    }

    @Test
    void unknownCodesAreReportedOnce() {
        var codes = new UpstreamCodes(TestSettings.cases(Map.of()));
        for (int i = 0; i < 3; i++) {
            codes.of("gateway", "42", null);
            codes.of("approval", "10", null);
        }
        codes.of("gateway", "10", null);
        assertThat(codes.unknown()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"source\":\"nobody\",\"sourceStatus\":\"1\"",
                "\"sourceStatus\":\"1\"",
                "\"source\":\"gateway\"",
                "\"status\":\"ACCEPTED\",\"source\":\"gateway\",\"sourceStatus\":\"10\"",
                "\"status\":\"ACCEPTED\",\"pipeline\":\"nothing\"",
                "\"status\":\"ACCEPTED\",\"factors\":[{\"type\":\"ID_TAIL\",\"value\":\"1\"}]",
                "\"status\":\"ACCEPTED\",\"factors\":[{\"type\":\"ID_TAIL\",\"value\":\"1234\"},{\"type\":\"ID_TAIL\",\"value\":\"1235\"}]"
            })
    void ambiguousLineIsExplained(String fields) {
        assertThat(mapping.check(line(fields)))
                .isNotEmpty()
                .allSatisfy(fault -> assertThat(fault.message()).matches("(?s).*\\p{IsHan}.*"));
    }

    @Test
    void unknownStageIsExplained() {
        String history = "{\"at\":\"2026-11-09T10:20:00+08:00\",\"status\":\"SUBMITTED\",\"stage\":\"评审\"}";
        assertThat(mapping.check(line("\"status\":\"ACCEPTED\",\"pipeline\":\"minimum-living\"", history)))
                .extracting(Problem.Item::code)
                .containsExactly("stage.unknown");
    }

    @Test
    void disallowedFactorIsRejected() {
        CaseMapping strict = mapping(Map.of("sunwindow.progress.factors.service", "QUERY_CODE"));
        CaseLine line = line("\"status\":\"ACCEPTED\",\"factors\":[{\"type\":\"PHONE_TAIL\",\"value\":\"1234\"}]");
        assertThat(mapping.check(line)).isEmpty();
        assertThat(strict.check(line)).extracting(Problem.Item::code).containsExactly("factor.not-allowed");
    }

    private static final String LIVING = """
            {"at":"2026-11-09T10:20:00+08:00","status":"SUBMITTED","stage":"申请"},\
            {"at":"2026-11-10T10:20:00+08:00","status":"ACCEPTED","stage":"核查"},\
            {"at":"2026-11-16T10:20:00+08:00","status":"PUBLICITY","stage":"公示"}""";

    @Test
    void stepsHaveTheirStates() {
        CaseProgress progress =
                mapping.progress(line("\"status\":\"PUBLICITY\",\"pipeline\":\"minimum-living\"", LIVING));
        assertThat(progress.steps()).extracting(Step::name).containsExactly("申请", "核查", "听证", "公示", "审批", "发放");
        assertThat(progress.steps())
                .extracting(Step::state)
                .containsExactly(
                        Step.State.DONE,
                        Step.State.DONE,
                        Step.State.SKIPPED,
                        Step.State.CURRENT,
                        Step.State.AHEAD,
                        Step.State.AHEAD);
        assertThat(mapping.progress(line("\"status\":\"PUBLICITY\"", LIVING.replaceAll(",\"stage\":\"..\"", "")))
                        .steps())
                .isNull();
    }

    @Test
    void pipelineOfABureauNeedsNoCode() {
        CaseMapping own = mapping(Map.of(
                "sunwindow.progress.pipelines.adoption.stages", "申请,评估,登记",
                "sunwindow.progress.pipelines.adoption.starts", "RECEIVED",
                "sunwindow.progress.pipelines.adoption.limit", "30 CALENDAR_DAY",
                "sunwindow.progress.codes.county.11", "SUSPENDED/APPRAISAL",
                "sunwindow.progress.sources.county.status", "county"));
        CaseLine line = line(
                "\"source\":\"county\",\"sourceStatus\":\"11\",\"pipeline\":\"adoption\"",
                "{\"at\":\"2026-11-09T10:20:00+08:00\",\"status\":\"RECEIVED\",\"stage\":\"评估\"}");
        assertThat(own.check(line)).isEmpty();
        CaseProgress progress = own.progress(line);
        assertThat(progress.suspendReason()).isEqualTo(SuspendReason.APPRAISAL);
        assertThat(progress.steps()).extracting(Step::name).containsExactly("申请", "评估", "登记");
        assertThat(own.timing(line, progress).statutory()).isEqualTo(new CaseLimit(30, CaseLimit.Unit.CALENDAR_DAY));
    }

    /** A container has no file to change. */
    @Test
    void tablesAndPipelinesMayComeFromTheEnvironment() {
        var environment = new EnvConfigSource(
                Map.of(
                        "SUNWINDOW_PROGRESS_CODES_COUNTY_11", "SUSPENDED/HEARING",
                        "SUNWINDOW_PROGRESS_SOURCES_COUNTY_STATUS", "county",
                        "SUNWINDOW_PROGRESS_PIPELINES_ADOPTION_STAGES", "申请,评估,登记"),
                300);
        var settings = TestSettings.with(Map.of(), environment).getConfigMapping(CaseSettings.class);
        var codes = new UpstreamCodes(settings);
        assertThat(codes.of("county", "11", null))
                .isEqualTo(new UpstreamCodes.Meaning(CaseStatus.SUSPENDED, SuspendReason.HEARING));
        assertThat(new Pipelines(settings, TestSettings.general(Map.of())).names())
                .contains("adoption");
    }

    private static final String SUBMITTED = "{\"at\":\"2026-11-09T10:20:00+08:00\",\"status\":\"SUBMITTED\"}";
    private static final String ACCEPTED = "{\"at\":\"2026-11-10T03:00:00Z\",\"status\":\"ACCEPTED\"}";
    private static final String REVIEW = "{\"at\":\"2026-11-10T11:00:00+08:00\",\"status\":\"IN_REVIEW\"}";
    private static final String DECIDED = "{\"at\":\"2026-11-16T23:30:00-08:00\",\"status\":\"DECIDED\"}";

    /** Newest first, and from systems with other clocks; the second and the third event are of the same time. */
    @Test
    void historyIsToldFromEarlyToLateInOneOffset() {
        for (List<String> sent : List.of(
                List.of(SUBMITTED, ACCEPTED, REVIEW, DECIDED),
                List.of(DECIDED, REVIEW, ACCEPTED, SUBMITTED),
                List.of(SUBMITTED, DECIDED, ACCEPTED, REVIEW))) {
            CaseLine line = line("\"status\":\"DECIDED\"", String.join(",", sent));
            assertThat(mapping.check(line)).isEmpty();
            CaseProgress progress = mapping.progress(line);
            assertThat(progress.history())
                    .extracting(CaseProgress.Stage::status)
                    .containsExactly(
                            CaseStatus.SUBMITTED, CaseStatus.ACCEPTED, CaseStatus.IN_REVIEW, CaseStatus.DECIDED);
            assertThat(progress.history())
                    .extracting(stage -> stage.at().toString())
                    .containsExactly(
                            "2026-11-09T10:20+08:00",
                            "2026-11-10T11:00+08:00",
                            "2026-11-10T11:00+08:00",
                            "2026-11-17T15:30+08:00");
        }
    }

    @Test
    void submissionAndUpdateAreToldInTheOffsetOfTheBureau() {
        CaseLine line = at(line("\"status\":\"ACCEPTED\"", ACCEPTED), "2026-11-20T01:00:00Z");
        assertThat(mapping.progress(line).updatedAt()).isEqualTo("2026-11-20T09:00+08:00");
        assertThat(JSON.write(mapping.progress(line))).contains("\"updatedAt\":\"2026-11-20T09:00:00+08:00\"");
    }

    @Test
    void stepsFollowTheTimeOfTheEvents() {
        String[] events = LIVING.split("(?<=\\}),");
        String reversed = String.join(",", List.of(events).reversed());
        String fields = "\"status\":\"PUBLICITY\",\"pipeline\":\"minimum-living\"";
        assertThat(mapping.progress(line(fields, reversed))).isEqualTo(mapping.progress(line(fields, LIVING)));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-09T10:19:59+08:00, false",
        "2026-11-09T01:20:00Z, false",
        "2026-11-08, false",
        "2026-11-09T10:20:00+08:00, true",
        "2026-11-09T02:20:00Z, true",
        // a date without a time
        "2026-11-09, true",
        "2026-11-10, true"
    })
    void eventBeforeTheSubmissionIsRefused(String at, boolean accepted) {
        String event = "{\"at\":\"%s\",\"status\":\"SUBMITTED\"}".formatted(at);
        assertThat(mapping.check(line("\"status\":\"ACCEPTED\"", ACCEPTED + "," + event)))
                .extracting(Problem.Item::name, Problem.Item::code)
                .isEqualTo(
                        accepted
                                ? List.of()
                                : List.of(org.assertj.core.api.Assertions.tuple(
                                        "history[1].at", "time.before-submission")));
    }

    @Test
    void updateFromTheFutureIsRejected() {
        CaseLine line = line("\"status\":\"ACCEPTED\"", LIVING.replaceAll(",\"stage\":\"..\"", ""));
        assertThat(mapping.check(line)).isEmpty();
        assertThat(mapping.check(at(line, "2026-11-23T09:00:00+08:00"))).isEmpty();
        assertThat(mapping.check(at(line, "2062-11-20T09:00:00+08:00")))
                .extracting(Problem.Item::code)
                .containsExactly("time.future");
    }

    private static CaseLine at(CaseLine line, String updatedAt) {
        try {
            return JSON.read(JSON.write(line).replace("2026-11-20T09:00:00+08:00", updatedAt), CaseLine.class);
        } catch (StrictJson.Invalid e) {
            throw new AssertionError(e.items().toString());
        }
    }

    @Test
    void invalidConfigurationFailsAtStart() {
        assertThatThrownBy(() -> mapping(Map.of("sunwindow.progress.sources.county.status", "nothing")))
                .hasMessageContaining("county");
        assertThatThrownBy(() -> mapping(Map.of("sunwindow.progress.codes.gateway.99", "FINISHED")))
                .hasMessageContaining("FINISHED");
        assertThatThrownBy(() -> mapping(Map.of("sunwindow.progress.pipelines.service.limit", "soon")))
                .hasMessageContaining("soon");
    }

    @Test
    void clockStartsWithAcceptanceAndIsSuspendedInPublicity() {
        CaseLine line = line(
                "\"status\":\"IN_REVIEW\",\"statutoryLimit\":{\"value\":30,\"unit\":\"工作日\"}",
                LIVING + ",{\"at\":\"2026-11-25T10:20:00+08:00\",\"status\":\"IN_REVIEW\"}");
        CaseTiming timing = mapping.timing(line, mapping.progress(line));
        assertThat(timing.from().toLocalDate()).isEqualTo(LocalDate.of(2026, 11, 10));
        assertThat(timing.pauses()).containsExactly(new Pause(LocalDate.of(2026, 11, 16), LocalDate.of(2026, 11, 25)));
    }

    @Test
    void clockDoesNotStartBeforeAcceptance() {
        CaseLine line = line(
                "\"status\":\"SUBMITTED\",\"statutoryLimit\":{\"value\":30,\"unit\":\"工作日\"}",
                "{\"at\":\"2026-11-09T10:20:00+08:00\",\"status\":\"SUBMITTED\"}");
        assertThat(mapping.timing(line, mapping.progress(line))).isNull();
    }

    /** 政府信息公开条例 art. 30: the time for the reply runs from the day on which the supplement is received. */
    @Test
    void clockOfDisclosureRequestRestartsWithTheSupplement() {
        CaseLine line = line("\"status\":\"IN_REVIEW\"", """
                {"at":"2026-11-02T10:20:00+08:00","status":"RECEIVED"},\
                {"at":"2026-11-06T10:20:00+08:00","status":"NEED_SUPPLEMENT"},\
                {"at":"2026-11-16T10:20:00+08:00","status":"IN_REVIEW"},\
                {"at":"2026-11-18T10:20:00+08:00","status":"SUSPENDED","suspendReason":"OTHER"},\
                {"at":"2026-11-20T10:20:00+08:00","status":"IN_REVIEW"}""");
        CaseLine request = ofType(line, CaseType.DISCLOSURE_REQUEST);
        CaseTiming timing = mapping.timing(request, mapping.progress(request));
        assertThat(timing.from().toLocalDate()).isEqualTo(LocalDate.of(2026, 11, 16));
        assertThat(timing.statutory()).isEqualTo(new CaseLimit(20, CaseLimit.Unit.WORKING_DAY));
        assertThat(timing.pauses()).containsExactly(new Pause(LocalDate.of(2026, 11, 18), LocalDate.of(2026, 11, 20)));
        CaseClock clock =
                timing.on(LocalDate.of(2026, 11, 23), ZoneId.of("Asia/Shanghai"), new WorkingCalendar().days(), 3);
        // 17, (18, 19 do not count), 20, 23 to 27, 30 to 12-04, 12-07 to 11, 12-14 to 16
        assertThat(clock.statutory().deadline()).isEqualTo(LocalDate.of(2026, 12, 16));
    }

    private static CaseLine ofType(CaseLine line, CaseType type) {
        try {
            return JSON.read(JSON.write(line).replace("\"SERVICE\"", "\"" + type + "\""), CaseLine.class);
        } catch (StrictJson.Invalid e) {
            throw new AssertionError(e.items().toString());
        }
    }

    @Test
    void factorsAreNotWrittenOrLogged() {
        CaseLine line = line("\"status\":\"ACCEPTED\",\"factors\":[{\"type\":\"QUERY_CODE\",\"value\":\"482913\"}]");
        assertThat(JSON.write(mapping.progress(line))).doesNotContain("482913");
        assertThat(List.of(line.factors().toString(), line.toString()))
                .allSatisfy(text -> assertThat(text).doesNotContain("482913"));
    }
}
