package org.sunwindow.directory.division;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrittenLevelTest {

    @ParameterizedTest
    @CsvSource({
        "省级, 1",
        "自治区, 1",
        "地级市, 2",
        "县（市、区）, 3",
        "市辖区, 3",
        "区县, 3",
        "3, 3",
        "街道, 4",
        "乡镇、街道, 4",
        "居委会, 5",
        "村（社区）, 5"
    })
    void wordsNameALevel(String cell, int level) {
        assertThat(WrittenLevel.read(cell)).isEqualTo(Map.of("level", level));
    }

    @ParameterizedTest
    @CsvSource({"开发区管委会", "6", "省市"})
    void otherTextsStayForTheMessage(String cell) {
        assertThat(WrittenLevel.read(cell)).isEqualTo(Map.of("level", cell));
    }
}
