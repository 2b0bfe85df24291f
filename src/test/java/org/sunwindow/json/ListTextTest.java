package org.sunwindow.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    身份证；户口簿              | 身份证/户口簿
                    身份证、户口簿              | 身份证/户口簿
                    1.身份证                   | 身份证
                    1.身份证；2.户口簿          | 身份证/户口簿
                    1、身份证、户口簿 2、照片    | 身份证、户口簿/照片
                    1、身份证2、户口簿          | 身份证/户口簿
                    （1）身份证（2）户口簿       | 身份证/户口簿
                    1.申请表（附件2）；2.身份证  | 申请表（附件2）/身份证
                    2.身份证                   | 2.身份证
                    1.5寸照片；身份证           | 1.5寸照片/身份证
                    0990-8330012、8330013      | 0990-8330012/0990-8330013
                    0990-8330012；0990-8330013  | 0990-8330012/0990-8330013
                    申请—受理—审核              | 申请/受理/审核
                    申请→审核→审批              | 申请/审核/审批
                    申请 -> 审核                | 申请/审核
                    身份证—复印件               | 身份证—复印件
                    由申请人向所在地的窗口提出申请→受理 | 由申请人向所在地的窗口提出申请→受理
                    由所在地窗口受理。→办结      | 由所在地窗口受理。→办结
                    """)
    void wordsAreDivided(String text, String items) {
        assertThat(ListText.items(text, false)).isEqualTo(List.of(items.split("/")));
    }

    @Test
    void furtherPhonesHaveTheAreaCodeOfTheFirst() {
        assertThat(ListText.items("0990-8330012/8330013", false)).containsExactly("0990-8330012", "0990-8330013");
        assertThat(ListText.items("09908330012/8330013", false)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    年满18周岁，有户籍；有住所   | 年满18周岁，有户籍/有住所
                    申请→审核                   | 申请→审核
                    1.年满18周岁，有户籍 2.有住所 | 年满18周岁，有户籍/有住所
                    """)
    void sentencesAreDividedAtSemicolonsAndNumbers(String text, String items) {
        assertThat(ListText.items(text, true)).isEqualTo(List.of(items.split("/")));
    }
}
