package org.sunwindow.imports.format.sheet;

import org.sunwindow.imports.format.InvalidFileException;

/** No row of a sheet is a heading. */
final class NoHeadingException extends InvalidFileException {

    private static final long serialVersionUID = 1;

    NoHeadingException(String message) {
        super(message);
    }
}
