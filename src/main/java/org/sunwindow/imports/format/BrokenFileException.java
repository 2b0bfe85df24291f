package org.sunwindow.imports.format;

import java.io.IOException;

/** A file cannot be read beyond some record. The message is in Chinese. */
public final class BrokenFileException extends IOException {

    private static final long serialVersionUID = 1;

    public BrokenFileException(String message) {
        super(message);
    }
}
