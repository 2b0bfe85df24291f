package org.sunwindow.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.Json;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/** 情形引导: questions that choose materials and steps. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class GuideTest {

    private static final String ITEM = """
            {"code":"GUIDE-1","name":"试验事项","type":"07","materials":[{"name":"身份证"},{"name":"委托书"},{"name":"病历"}],\
            "steps":[{"name":"受理"},{"name":"评估"}],"guide":{"questions":[%s]}}""";

    private static final String GOOD = ITEM.formatted("""
            {"id":"who","text":"由谁申请？","answers":[{"id":"self","text":"本人","next":"ill"},\
            {"id":"agent","text":"代办人","materials":["委托书"],"note":"委托书须公证","next":"ill"},\
            {"id":"none","text":"都不是","note":"不能申请"}]},\
            {"id":"ill","text":"是否有重病？","answers":[{"id":"yes","text":"有","materials":["病历"],"steps":["评估"]},\
            {"id":"no","text":"没有","note":"到此为止"}]}""");

    private Sunwindow sunwindow;

    @BeforeEach
    void publish() {
        sunwindow = Sunwindow.underTest();
        assertThat(sunwindow.publish("service", GOOD).getInt("rejected")).isZero();
    }

    @Test
    void answersChooseMaterialsAndSteps() {
        Json start = guide("");
        assertThat(start.getString("next.id")).isEqualTo("who");
        assertThat(start.getList("next.answers.id")).containsExactly("self", "agent", "none");
        assertThat(start.getList("materials.name")).containsExactly("身份证");
        assertThat(start.getList("steps.name")).containsExactly("受理");
        assertThat(start.getBoolean("complete")).isFalse();

        Json second = guide("?answer=agent");
        assertThat(second.getString("next.id")).isEqualTo("ill");
        assertThat(second.getList("materials.name")).containsExactly("身份证", "委托书");
        assertThat(second.getList("notes")).containsExactly("委托书须公证");

        Json end = guide("?answer=agent&answer=yes");
        assertThat(end.getBoolean("complete")).isTrue();
        assertThat(end.getMap("")).doesNotContainKey("next");
        assertThat(end.getList("answered.answer")).containsExactly("代办人", "有");
        assertThat(end.getList("materials.name")).containsExactly("身份证", "委托书", "病历");
        assertThat(end.getList("steps.name")).containsExactly("受理", "评估");

        assertThat(guide("?answer=none").getBoolean("complete")).isTrue();
    }

    @Test
    void itemWithoutAGuideNeedsEverything() {
        sunwindow.publish("service", "{\"code\":\"GUIDE-2\",\"name\":\"无引导\",\"materials\":[{\"name\":\"身份证\"}]}");
        Json all = get("/services/GUIDE-2/guide");
        assertThat(all.getBoolean("complete")).isTrue();
        assertThat(all.getList("materials.name")).containsExactly("身份证");
        sunwindow.get("/services/GUIDE-9/guide").then().statusCode(404);
    }

    /** An answer to a question that is not asked, two answers to one question, an unknown parameter. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "answer=yes",
                "answer=self&answer=agent",
                "answer=none&answer=yes",
                "answer=nobody",
                "reply=self",
                "answer=agent&answer=agent",
                "answer=agent&answer=yes&answer=yes%20"
            })
    void answersToOtherQuestionsAreRefused(String query) {
        Json problem = sunwindow
                .get("/services/GUIDE-1/guide?" + query)
                .then()
                .statusCode(400)
                .extract()
                .as(Json.class);
        assertThat(problem.getString("code")).isEqualTo("parameter.invalid");
    }

    @Test
    void guideIsSearchedAndFiltered() {
        assertThat(sunwindow.find("/services", "委托书须公证").getList("items.id")).contains("GUIDE-1");
        assertThat(get("/services?hasGuide=true&size=100").getList("items.id")).contains("GUIDE-1");
    }

    @Test
    void sampleGuidesLeadToTheirEnd() {
        sunwindow.publishSamples("organization", "office", "service");
        Json start = get("/services/990100-QR-003/guide");
        assertThat(start.getString("next.text")).isEqualTo("由谁来补领？");
        Json end = get("/services/990100-QR-003/guide?answer=both&answer=elsewhere");
        assertThat(end.getList("materials.name", String.class)).contains("居民身份证", "2寸照片", "婚姻登记档案复印件");
        assertThat(get("/services/990100-QR-003/guide?answer=both&answer=here").getList("materials.name", String.class))
                .doesNotContain("婚姻登记档案复印件");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // no question with this id
                "guide.unknown | {'id':'a','text':'问','answers':[{'id':'x','text':'答','next':'b'}]}",
                // tells nothing
                "guide.deadEnd | {'id':'a','text':'问','answers':[{'id':'x','text':'答'}]}",
                // asks itself
                "guide.cycle | {'id':'a','text':'问','answers':[{'id':'x','text':'答','next':'a'}]}",
                // asks an earlier question, over two answers
                "guide.cycle | {'id':'a','text':'问','answers':[{'id':'x','text':'答','next':'b'},{'id':'z','text':'完','note':'完'}]},{'id':'b','text':'又','answers':[{'id':'y','text':'答','next':'a'}]}",
                "guide.unreachable | {'id':'a','text':'问','answers':[{'id':'x','text':'答','note':'完'}]},{'id':'b','text':'又','answers':[{'id':'y','text':'答','note':'完'}]}",
                "guide.material | {'id':'a','text':'问','answers':[{'id':'x','text':'答','materials':['护照']}]}",
                "guide.step | {'id':'a','text':'问','answers':[{'id':'x','text':'答','steps':['盖章']}]}",
                "guide.duplicate | {'id':'a','text':'问','answers':[{'id':'x','text':'答','note':'完'},{'id':'x','text':'又','note':'完'}]}",
                "guide.duplicate | {'id':'a','text':'问','answers':[{'id':'x','text':'答','next':'b'}]},{'id':'b','text':'又','answers':[{'id':'y','text':'答','note':'完'}]},{'id':'b','text':'三','answers':[{'id':'w','text':'答','note':'完'}]}",
                "required | {'id':'a','text':'问','answers':[]}",
                "required | {'text':'问','answers':[null]}"
            })
    void guideThatDoesNotEndIsRejected(String code, String questions) {
        String line = ITEM.formatted(questions.replace('\'', '"')).replace("GUIDE-1", "GUIDE-3");
        Json run = sunwindow.publish("service", line);
        assertThat(run.getInt("rejected")).isEqualTo(1);
        assertThat(sunwindow.rejects(run).getList("items.code", String.class)).contains(code);
    }

    /** Two ways to one question are no cycle. */
    @Test
    void waysMayMeet() {
        List<String> complete = List.of("self", "agent");
        complete.forEach(first -> assertThat(
                        guide("?answer=%s&answer=yes".formatted(first)).getBoolean("complete"))
                .isTrue());
    }

    private Json guide(String query) {
        return get("/services/GUIDE-1/guide" + query);
    }

    private Json get(String path) {
        return sunwindow.get(path).then().statusCode(200).extract().as(Json.class);
    }
}
