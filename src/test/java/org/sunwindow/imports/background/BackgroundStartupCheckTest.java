package org.sunwindow.imports.background;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sunwindow.TestSettings;

class BackgroundStartupCheckTest {

    private static List<String> contradictions(Map<String, String> changed) {
        return new BackgroundStartupCheck(TestSettings.with(changed).getConfigMapping(BackgroundSettings.class))
                .contradictions();
    }

    @Test
    void defaultsAndAnInstanceWithoutWorkersAreValid() {
        assertThat(contradictions(Map.of())).isEmpty();
        assertThat(contradictions(Map.of("sunwindow.imports.background.workers", "0")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"workers, -1", "workers, 17", "lease, 9s"})
    void settingOutOfBoundsIsNamed(String setting, String value) {
        String property = "sunwindow.imports.background." + setting;
        assertThat(contradictions(Map.of(property, value)))
                .singleElement()
                .asString()
                .startsWith(property);
    }
}
