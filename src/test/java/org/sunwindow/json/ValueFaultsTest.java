package org.sunwindow.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueFaultsTest {

    @ParameterizedTest
    @CsvSource({
        "2026年2月30日, 没有这一天",
        "2026-13-01, 没有这一天",
        "2月30日, 没有这一天，也没有写年份",
        "2月28日, 没有写年份",
        "上午9:00, 只写了几点",
        "9点半, 只写了几点",
        "2026.3, 没有写是哪一天",
        "2026年1月, 没有写是哪一天",
        "26.3.5, 年份没有写全",
        "46086, 这是表格内部的日期数字"
    })
    void datesHaveReasons(String text, String reason) {
        assertThat(ValueFaults.ofDate(text).orElseThrow()).startsWith(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026810日", "去年", "20260305123", "2026-02-28 下午"})
    void otherTextsHaveNone(String text) {
        assertThat(ValueFaults.ofDate(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'1,234', true", "'1,234,567.5', true", "'12,34', false", "'1234,567', false", "'0,123', false"})
    void commasSeparateThousands(String text, boolean isNumber) {
        assertThat(Suggestions.hasThousands(text)).isEqualTo(isNumber);
        assertThat(ValueFaults.ofNumber(text).isEmpty()).isEqualTo(isNumber);
    }
}
