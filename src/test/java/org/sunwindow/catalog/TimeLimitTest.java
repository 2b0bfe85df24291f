package org.sunwindow.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeLimitTest {

    @ParameterizedTest
    @CsvSource({
        "自信息形成或者变更之日起10个工作日内, 10",
        "自该政府信息形成或者变更之日起20个工作日内予以公开, 20",
        "自批准之日起１５个工作日之内, 15",
        "制定或获取之日起 7 个 工作日内, 7",
        "信息形成之日起二十个工作日以内公开, 20",
        "十五个工作日内, 15",
        "三十五个工作日内, 35",
        "五个工作日内, 5",
        "10个工作日内（变更的，也在10个工作日内）, 10",
        "20个工作日, 20",
        "十五个工作日, 15",
        // the length of a publicity period, not a limit
        "公示7个工作日, ",
        "公示期不少于7个工作日, ",
        "提前5个工作日公告, ",
        // two limits: the sender says which
        "政策文件10个工作日内，名单3个工作日内, ",
        "0个工作日内, ",
        "999个工作日内, ",
        "长期公开, ",
        "及时公开, ",
        "每月10日前, ",
        ", "
    })
    void workingDaysAreReadFromTheText(String text, Integer days) {
        assertThat(TimeLimit.workingDays(text)).isEqualTo(days);
    }
}
