package org.sunwindow.imports.format;

import java.util.List;
import org.sunwindow.http.Problem;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;

/** A file that cannot be read as a whole, so that none of it was imported. */
public class InvalidFileException extends ProblemException {

    private static final long serialVersionUID = 1;

    public InvalidFileException(String detail) {
        this(detail, List.of());
    }

    InvalidFileException(String detail, List<Problem.Item> errors) {
        super(ProblemCode.IMPORT_FILE, detail + "未导入任何内容。", errors);
    }
}
