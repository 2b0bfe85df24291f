package org.sunwindow.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sunwindow.Json;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/** 领导简历 and 分工: what the leaders of an organization are in charge of, and what they did before. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class LeaderTest {

    @Test
    void organizationShowsTheResumesAndDutiesOfItsLeaders() {
        Sunwindow sunwindow = Sunwindow.underTest();
        Json run = sunwindow.publish("organization", Sunwindow.sample("organization"));
        assertThat(run.getInt("rejected")).isZero();
        Json bureau = sunwindow
                .get("/organizations/org-yc-mzj")
                .then()
                .statusCode(200)
                .extract()
                .as(Json.class);
        assertThat(bureau.getList("leaders.resume", String.class))
                .hasSize(5)
                .allSatisfy(resume -> assertThat(resume).contains("历任"));
        assertThat(bureau.getList("leaders.duties", String.class)).doesNotContainNull();
    }

    @Test
    void leaderIsFoundByDutiesAndByName() {
        Sunwindow sunwindow = Sunwindow.underTest();
        sunwindow.publish("organization", Sunwindow.sample("organization"));
        assertThat(sunwindow.find("/organizations", "分管福利彩票的领导").getList("items.id"))
                .contains("org-yc-mzj");
        assertThat(sunwindow.find("/organizations", "沈若棠").getString("items[0].id"))
                .isEqualTo("org-yc-mzj");
    }
}
