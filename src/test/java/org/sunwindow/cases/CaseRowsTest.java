package org.sunwindow.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.http.Problem;
import org.sunwindow.imports.target.ImportTarget.Named;
import org.sunwindow.index.lucene.IndexFixture;

/** Rows of sheets in which bureaus list their cases. */
class CaseRowsTest {

    private final CaseRows rows = new CaseRows(IndexFixture.json());

    private Named read(String row, Map<String, String> headings) {
        return rows.read(row.replace('\'', '"'), headings);
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    @ParameterizedTest
    @CsvSource({
        "办理中, IN_REVIEW",
        "在办, IN_REVIEW",
        "办结（批准）, CLOSED_GRANTED",
        "已办结(准予), CLOSED_GRANTED",
        "办结（未批准）, CLOSED_DENIED",
        // a name, a code and what nobody knows are left to the record
        "准予办结, 准予办结",
        "IN_REVIEW, IN_REVIEW",
        "待查, 待查"
    })
    void statusInOtherWords(String written, String status) {
        Named named = read("{'status':'%s'}".formatted(written), Map.of("status", "状态"));
        assertThat(named.line()).contains(json("'status':'%s'".formatted(status)));
        assertThat(named.faults()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"已办结", "办结", "办理完毕"})
    void endWithoutResultIsRefusedWithTheResultsToChooseFrom(String written) {
        Named named = read("{'status':'%s'}".formatted(written), Map.of("status", "状态"));
        assertThat(named.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.name()).isEqualTo("status");
            assertThat(fault.message()).contains("准予办结、不予批准");
        });
    }

    /** The number of an applicant must not become the published phone of a case. */
    @ParameterizedTest
    @CsvSource({"13812345678, 5678", "138****5678, 5678", "0500-8310012, 0012", "8310012, 0012", "5678, 5678"})
    void phoneOfTheApplicantIsAFactor(String phone, String tail) {
        Named named = read("{'factors':[{'value':'%s'}]}".formatted(phone), Map.of("factors[0].value", "联系电话"));
        assertThat(named.line()).contains(json("{'value':'%s','type':'PHONE_TAIL'}".formatted(tail)));
    }

    @Test
    void rowWithoutStepsHasTheOneThatItStandsAt() {
        Named named = read("{'status':'办理中','updatedAt':'2026-11-12'}", Map.of("status", "状态", "updatedAt", "更新时间"));
        assertThat(named.line()).contains(json("'history':[{'at':'2026-11-12','status':'IN_REVIEW'}]"));
    }

    @Test
    void timesOfAcceptanceAndEndAreSteps() {
        var headings = Map.of("status", "状态", "history[0].at", "受理时间", "history[1].at", "办结时间（实际）");
        Named named = read("{'status':'CLOSED_GRANTED','history':[{'at':'2026-11-10'},{'at':'2026-11-20'}]}", headings);
        assertThat(named.line())
                .contains(
                        json("[{'at':'2026-11-10','status':'ACCEPTED'},{'at':'2026-11-20','status':'CLOSED_GRANTED'}]"))
                .contains(json("'updatedAt':'2026-11-20'"));
        assertThat(named.faults()).isEmpty();
        Named open = read("{'status':'IN_REVIEW','history':[{'at':'2026-11-10'},{'at':'2026-11-20'}]}", headings);
        assertThat(open.faults()).extracting(Problem.Item::code).containsExactly("status.open");
        Named later = read("{'status':'IN_REVIEW','updatedAt':'2026-11-12','history':[{'at':'2026-11-10'}]}", headings);
        assertThat(later.line())
                .contains(json("[{'at':'2026-11-10','status':'ACCEPTED'},{'at':'2026-11-12','status':'IN_REVIEW'}]"));
    }

    @Test
    void listedStepsAreAll() {
        Named named = read(
                "{'status':'IN_REVIEW','updatedAt':'2026-11-12','history':[{'at':'2026-11-10','status':'办理中'}]}",
                Map.of("history[0].at", "办理过程1时间", "history[0].status", "办理过程1标准状态"));
        assertThat(named.line()).contains(json("'history':[{'at':'2026-11-10','status':'IN_REVIEW'}]"));
    }

    @Test
    void rowWithoutAnyTimeIsNotAskedForSteps() {
        assertThat(read("{'status':'IN_REVIEW'}", Map.of("status", "状态")).line())
                .contains(json("'history':[]"));
    }

    @Test
    void onlyTheTailsOfNumbersBecomeFactors() {
        Named named = read(
                "{'factors':[{'value':'13812345678'},{'value':'530102199003070021'},{'value':'482913'},{'value':'0991-8330012'}]}",
                Map.of(
                        "factors[0].value", "手机号",
                        "factors[1].value", "证件号码",
                        "factors[2].value", "查询码",
                        "factors[3].value", "验证信息4值"));
        assertThat(named.line())
                .contains(json("{'value':'5678','type':'PHONE_TAIL'},{'value':'070021','type':'ID_TAIL'}"))
                .contains(json("{'value':'482913','type':'QUERY_CODE'},{'value':'0991-8330012'}"));
    }
}
