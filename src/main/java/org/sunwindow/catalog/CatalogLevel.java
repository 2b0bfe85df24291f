package org.sunwindow.catalog;

import java.util.LinkedHashMap;
import java.util.Map;

/** 公开层级: the levels of government that publish. */
enum CatalogLevel {
    PROVINCE("省级"),
    CITY("市级"),
    COUNTY("县级"),
    TOWNSHIP("乡（村）级");

    private final String label;

    CatalogLevel(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    static Map<String, String> labels() {
        var labels = new LinkedHashMap<String, String>();
        for (CatalogLevel level : values()) {
            labels.put(level.name(), level.label);
        }
        return labels;
    }
}
