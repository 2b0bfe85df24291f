package org.sunwindow.catalog;

import java.util.SequencedMap;
import org.sunwindow.kind.Codes;

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

    static SequencedMap<String, String> labels() {
        return Codes.of(values(), level -> level.label);
    }
}
