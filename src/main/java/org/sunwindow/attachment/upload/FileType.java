package org.sunwindow.attachment.upload;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The types of files that are accepted. */
enum FileType {
    PDF("application/pdf", "pdf"),
    DOCX("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    PPTX("application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"),
    OFD("application/ofd", "ofd"),
    /** Also what WPS writes. */
    DOC("application/msword", "doc", "wps"),
    XLS("application/vnd.ms-excel", "xls", "et"),
    PPT("application/vnd.ms-powerpoint", "ppt", "dps"),
    JPEG("image/jpeg", "jpg", "jpeg"),
    PNG("image/png", "png"),
    TEXT("text/plain", "txt"),
    CSV("text/csv", "csv"),
    HTML("text/html", "html", "htm");

    private final String mediaType;
    private final List<String> extensions;

    FileType(String mediaType, String... extensions) {
        this.mediaType = mediaType;
        this.extensions = List.of(extensions);
    }

    String mediaType() {
        return mediaType;
    }

    /** Extensions of the names of such files, in lower case; the usual one first. */
    List<String> extensions() {
        return extensions;
    }

    /** The type as clerks call it. */
    String label() {
        return this == TEXT ? "纯文本" : name();
    }

    static String names() {
        return Stream.of(values()).map(type -> type.extensions.getFirst()).collect(Collectors.joining("、"));
    }
}
