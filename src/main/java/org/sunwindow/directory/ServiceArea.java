package org.sunwindow.directory;

import java.util.List;

/** The divisions that an office or a hotline serves. */
public final class ServiceArea {

    private ServiceArea() {}

    /** The divisions named, or else the division that the record belongs to; empty if there is neither. */
    public static List<String> of(List<String> named, String division) {
        return named != null ? named : division == null ? List.of() : List.of(division);
    }
}
