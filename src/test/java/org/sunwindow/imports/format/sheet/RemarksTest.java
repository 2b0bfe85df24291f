package org.sunwindow.imports.format.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.imports.format.rows.SheetRow;

/** What clerks write around the records of a sheet. */
class RemarksTest {

    private static SheetRow row(String cells) {
        return new SheetRow(9, List.of(cells.split("\\|", -1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "填表人:赵某|审核人:钱某",
                "制表：张某||审核：李某|日期：2026年11月20日",
                "单位（盖章）：云川市民政局|日期",
                "单位负责人（签字）：|填表人：|联系电话：",
                "填表人：|赵某|审核人：|钱某",
                "填报单位：云川市民政局||2026年11月20日",
                "负责人：||    年  月  日",
                "联系电话：0500-8310012",
                "合计|12",
                "注：以上事项由区县受理",
                "以下空白"
            })
    void remarksAreNoRecords(String cells) {
        assertThat(Remarks.isRemark(row(cells))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"一、市本级", "十二、区县", "（二）东湖区", "（共3条）", "共 12 项", "合计3件。"})
    void sectionsAreNoRecords(String cells) {
        assertThat(Remarks.isRemark(row(cells))).isFalse();
        assertThat(Remarks.isSection(row(cells))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hot-1|联系电话：0500-8310012",
                "填表人：赵某|hot-1|东湖区热线",
                "单位|东湖区民政局|0500-8310012",
                "一、市本级|hot-1",
                "一|市本级|0500-8310012",
                "联系电话热线|0500-8310012",
                "共青团云川市委",
                "日期|2026年11月20日",
                "一事一议"
            })
    void whatMayBeARecordIsOne(String cells) {
        assertThat(Remarks.isRemark(row(cells))).isFalse();
        assertThat(Remarks.isSection(row(cells))).isFalse();
    }
}
