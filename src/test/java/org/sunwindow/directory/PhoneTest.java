package org.sunwindow.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dialable numbers are parsed from the displayed ones. */
class PhoneTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0500-8310041 | 05008310041",
                "(0500) 8310062 转 802 | 05008310062,802",
                "（0500）8310062转802 | 05008310062,802",
                "0500—8310041 | 05008310041",
                "０５００－８３１００４１ | 05008310041",
                "0500 831 0041 分机 12 | 05008310041,12",
                "0500-8310041--12 | 05008310041,12",
                "021-12345678 ext. 9 | 02112345678,9",
                "+86 500 8310041 | +865008310041",
                "12345 | 12345",
                "110 | 110",
                "400-820-8820 | 4008208820",
                "0500-8310041、8310042 | 05008310041",
                "0500-8310041/42 | 05008310041",
                "办公室：0500-8310041（工作日） | 05008310041",
                "12345（24小时） | 12345",
                "0500-8310041（24小时） | 05008310041",
                "0500-8310041 8:30-12:00 | 05008310041",
                "12345 12349 | 12345",
                "0500-8310041-802 | 05008310041,802",
                "0500-8310041-8310042 | 05008310041",
                "831-0041 | 8310041",
                "13800000000 | 13800000000"
            })
    void displayedNumberIsParsed(String display, String number) {
        assertThat(Phone.of(display)).hasValueSatisfying(phone -> {
            assertThat(phone.display()).isEqualTo(display);
            assertThat(phone.number()).isEqualTo(number);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "请到窗口咨询", "12", "1234567890123456789"})
    void textWithoutANumberIsNotDialable(String display) {
        assertThat(Phone.of(display)).isEmpty();
    }

    @Test
    void longTextIsNotDialable() {
        assertThat(Phone.of("0500-8310041".repeat(500_000))).isEmpty();
    }

    @Test
    void numberIsFoundWithAndWithoutItsAreaCode() {
        assertThat(Phone.spellings(List.of("0500-8310041", "010-12345678", "12345")))
                .containsExactly(
                        "0500-8310041", "05008310041", "8310041", "010-12345678", "01012345678", "12345678", "12345");
    }
}
