package org.sunwindow.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Phones as they are published, and as tables spoil them. */
class PublishedPhoneTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5008310012",
                "(500)8310012",
                "500-8310012",
                "1085860001",
                "2161610001",
                "57188880001",
                "571-88880001",
                "500 8310012 转 802"
            })
    void lostZeroIsNoticed(String phone) {
        assertThat(PublishedPhone.isNumber(phone)).isTrue();
        assertThat(PublishedPhone.lacksZero(phone)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0500-8310012",
                "05008310012",
                "（0500）8310012",
                "010-85860001",
                "8310012",
                "83100120",
                "12345",
                "110",
                "4008123123",
                "800-810-0001",
                "13800138000",
                "+86 500 8310012",
                "0500-8310041/8310042",
                "0500-8310041转802",
                "95588",
                "0571-88880001"
            })
    void otherNumbersAreAsTheyShouldBe(String phone) {
        assertThat(PublishedPhone.isNumber(phone)).isTrue();
        assertThat(PublishedPhone.lacksZero(phone)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8310012", "83100120", "8310041转802", "8310041/8310042"})
    void missingAreaCodeIsNoticed(String phone) {
        assertThat(PublishedPhone.lacksArea(phone)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0500-8310012", "12345", "110", "4008123123", "800-810-0001", "13800138000", "95588", "96156"})
    void otherNumbersNeedNoAreaCode(String phone) {
        assertThat(PublishedPhone.lacksArea(phone)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "见公告", "12", "—", "转 8"})
    void textWithoutANumberIsNone(String phone) {
        assertThat(PublishedPhone.isNumber(phone)).isFalse();
    }
}
