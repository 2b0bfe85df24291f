package org.sunwindow.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExcerptTest {

    /** The name beside an illness would say who has it. */
    @Test
    void onlyPunctuationAndNamesOfColumnsRemain() {
        String text = "低保名单\n姓名：曾庆山，脑出血，联系电话 13812345678";
        Finding illness = finding(text, PersonalKind.HEALTH, "脑出血");
        Finding mobile = finding(text, PersonalKind.MOBILE, "13812345678");
        var all = List.of(illness, mobile);
        assertThat(Excerpt.around(illness, all, text)).isEqualTo("第2行第8字起：**名单 姓名：***，***，联系电话 ***");
        assertThat(Excerpt.around(mobile, all, text)).startsWith("第2行第17字起：").doesNotContain("曾", "138");
    }

    @Test
    void positionIsCountedFromTheStartOfTheLine() {
        String text = "13812345678";
        Finding mobile = finding(text, PersonalKind.MOBILE, text);
        assertThat(Excerpt.around(mobile, List.of(mobile), text)).isEqualTo("第1字起：***");
    }

    private static Finding finding(String text, PersonalKind kind, String value) {
        int start = text.indexOf(value);
        return new Finding(kind, start, start + value.length(), value);
    }
}
