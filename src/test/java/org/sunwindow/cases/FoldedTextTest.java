package org.sunwindow.cases;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldedTextTest {

    /** A character that expands to several may contain several occurrences, or parts of two. */
    @ParameterizedTest
    @CsvSource({"测试……, .., 测试*", "测试…, ., 测试*", "甲Ⅱ乙, I, 甲*乙", "张三和张三, 张三, *和*"})
    void everyOccurrenceIsReplaced(String text, String part, String replaced) {
        assertThat(FoldedText.visible(text).replace(part, "*")).isEqualTo(replaced);
    }
}
