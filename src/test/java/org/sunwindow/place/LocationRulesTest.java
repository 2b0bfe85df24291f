package org.sunwindow.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocationRulesTest {

    @ParameterizedTest
    @CsvSource({
        "高德, GCJ02",
        "高德或腾讯地图, GCJ02",
        "gcj-02, GCJ02",
        "百度坐标, BD09",
        "ＷＧＳ84, WGS84",
        "国际通用, WGS84",
        "天地图（国家2000）, CGCS2000",
        // two systems, or none
        "高德/百度, 高德/百度",
        "经纬度, 经纬度"
    })
    void systemsAreNamedByTheirMaps(String cell, String system) {
        assertThat(LocationRules.readSystem(cell)).isEqualTo(Map.of("crs", system));
    }
}
