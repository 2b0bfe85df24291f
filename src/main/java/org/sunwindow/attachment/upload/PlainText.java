package org.sunwindow.attachment.upload;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A text file in UTF-8 or GB 18030. The latter is common on older Chinese systems.
 *
 * @param charset as media types name it
 */
record PlainText(String text, String charset) {

    /** Parsing takes some times the memory of the text. */
    private static final int MAX_BYTES = 3 * Text.MAX;

    private static final int BEGINNING = 4_000;
    private static final Pattern HTML =
            Pattern.compile("<(?:!doctype html|html|head|body)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern OTHER_MARKUP = Pattern.compile("\\A\\s*<(?:\\?xml|svg)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern SHELL = Pattern.compile("\\A\\s*(?:#!|@echo off|<\\?php)", Pattern.CASE_INSENSITIVE);

    /** Returns a file as text, empty if it is not text. */
    static Optional<PlainText> of(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw RefusedFileException.tooLong();
        }
        return decoded(bytes, StandardCharsets.UTF_8, "UTF-8")
                .or(() -> decoded(bytes, Charset.forName("GB18030"), "GB18030"))
                .filter(text -> text.text().chars().noneMatch(PlainText::isBinary));
    }

    private static Optional<PlainText> decoded(byte[] bytes, Charset charset, String name) {
        try {
            String text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return Optional.of(new PlainText(text.startsWith("\ufeff") ? text.substring(1) : text, name));
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static boolean isBinary(int c) {
        return c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' || c == 0x7f || c == 0xfffe || c == 0xffff;
    }

    /** Returns the type. The extension only distinguishes CSV from other text. */
    FileType type(String extension) {
        String beginning = text.substring(0, Math.min(text.length(), BEGINNING));
        if (SHELL.matcher(beginning).find()) {
            throw RefusedFileException.executable();
        }
        if (HTML.matcher(beginning).find()) {
            return FileType.HTML;
        }
        if (OTHER_MARKUP.matcher(beginning).find()) {
            throw RefusedFileException.type();
        }
        return extension.equals("csv") ? FileType.CSV : FileType.TEXT;
    }
}
