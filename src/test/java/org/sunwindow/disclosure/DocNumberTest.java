package org.sunwindow.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The parts of document numbers. */
class DocNumberTest {

    @ParameterizedTest
    @CsvSource({
        "云民发〔2024〕12号, 云民发, 2024, 12",
        "云民发[2024]12号, 云民发, 2024, 12",
        "云民发（2024）12号, 云民发, 2024, 12",
        "云民发【2024】 12 号, 云民发, 2024, 12",
        "云民发２０２４１２号, 云民发, 2024, 12",
        "云民规〔2023〕004号, 云民规, 2023, 4",
        "云民罚〔2025〕第3号, 云民罚, 2025, 3",
        "国办发〔2017〕47号, 国办发, 2017, 47",
        "云政办〔1998〕120号, 云政办, 1998, 120"
    })
    void partsDoNotDependOnTheNotation(String docNo, String organ, String year, String serial) {
        assertThat(DocNumber.of(docNo)).contains(new DocNumber(organ, year, serial));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026年第1号", "公告第3号", "民政部令第54号", "云民发〔2024〕", "〔2024〕12号", ""})
    void otherNumbersHaveNoParts(String docNo) {
        assertThat(DocNumber.of(docNo)).isEmpty();
    }

    @Test
    void sortsByYearThenSerialNumber() {
        assertThat(DocNumber.part("云民发〔2024〕9号", DocNumber::order))
                .isLessThan(DocNumber.part("云民发〔2024〕12号", DocNumber::order))
                .isGreaterThan(DocNumber.part("云民发〔2023〕120号", DocNumber::order));
        assertThat(DocNumber.<Long>part(null, DocNumber::order)).isNull();
    }
}
