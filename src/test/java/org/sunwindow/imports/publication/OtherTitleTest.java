package org.sunwindow.imports.publication;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtherTitleTest {

    @ParameterizedTest
    @CsvSource({"云川市福利院, 完全不同的机构", "东湖区福利院, 东湖区文化馆", "最低生活保障对象认定, 婚姻登记", "关于表格导入的通知, 云川市地名普查公告"})
    void otherThing(String before, String after) {
        assertThat(OtherTitle.isOther(before, after)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "云川市福利院, 云川市福利院",
        "云川市福利院, 云川市社会福利院",
        "云川市福利院, 云川市福利所",
        "民政局, 民政局（老龄办）",
        "云川市民政局, 民政局",
        "2025年低保标准, 2026年低保标准",
        "（市）民政局, 市民政局",
        "甲, 乙"
    })
    void sameThing(String before, String after) {
        assertThat(OtherTitle.isOther(before, after)).isFalse();
    }
}
