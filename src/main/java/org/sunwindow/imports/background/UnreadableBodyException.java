package org.sunwindow.imports.background;

import java.io.IOException;

/** A part of a body is missing or cannot be decrypted. No later attempt succeeds. */
public final class UnreadableBodyException extends IOException {

    private static final long serialVersionUID = 1;
}
