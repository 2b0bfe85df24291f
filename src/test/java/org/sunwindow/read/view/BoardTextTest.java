package org.sunwindow.read.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where lines of a screen are broken. */
class BoardTextTest {

    private static String written(String title, int width) {
        var row = new Board.Row(
                null,
                "a",
                title,
                LocalDate.of(2026, 11, 2),
                "东湖区民政局",
                OffsetDateTime.parse("2026-12-02T00:00:00+08:00"),
                null);
        return new String(BoardText.write(List.of(row), width), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 33, 37, 40, 41})
    void dateIsNotBroken(int width) {
        assertThat(written("2026年10月1.5万户低保对象（2026/10/31）公示", width))
                .contains("2026-11-02", "1.5", "2026/10/31", "2026-12-01");
    }

    @Test
    void numberThatIsLongerThanALineIsBroken() {
        String number = "12345678901234567890123456789";
        String written = written(number, 20);
        assertThat(written.replaceAll("\\s", "")).contains(number);
        assertThat(written.split("\n")).allMatch(line -> line.length() <= 20);
    }
}
