package org.sunwindow.directory.organization;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules of organizations. */
class OrganizationKindTest {

    @ParameterizedTest
    @CsvSource({
        "91350100M000100Y43, true",
        "91350100M000100Y44, false",
        "91350100M000100Y4, false",
        "I1350100M000100Y43, false"
    })
    void creditCodeHasACheckDigit(String code, boolean valid) {
        assertThat(OrganizationKind.isCreditCode(code)).isEqualTo(valid);
    }
}
