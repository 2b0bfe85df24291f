package org.sunwindow.attachment.upload;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sunwindow.privacy.FreeText;

/** Checks names of files. A name is shown and sent to browsers; it never becomes part of a path. */
final class FileName {

    /** File systems of users take 255 bytes. */
    private static final int MAX_BYTES = 240;

    private static final int MAX_CHARACTERS = 200;

    /** Separators of paths, and what Windows does not allow. */
    private static final Pattern FORBIDDEN = Pattern.compile("[/\\\\:*?\"<>|]");

    /** Names of devices, with any extension. */
    private static final Pattern DEVICE =
            Pattern.compile("(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\\..*)?", Pattern.CASE_INSENSITIVE);

    private FileName() {}

    /** Returns what is wrong with a name, in Chinese; empty if it is safe everywhere. */
    static Optional<String> fault(String name) {
        if (name.length() > MAX_CHARACTERS || name.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            return Optional.of("过长，最多 %d 字节（汉字 80 个）".formatted(MAX_BYTES));
        }
        if (FORBIDDEN.matcher(name).find()
                || name.startsWith(".")
                || DEVICE.matcher(name).matches()) {
            return Optional.of("只写文件名，不含路径，也不含 \\ / : * ? \" < > |");
        }
        if (!FreeText.isShownWhole(name) || name.endsWith(" ") || name.endsWith(".")) {
            return Optional.of("含有看不见的字符，例如换行或改变书写方向的字符；请重新命名");
        }
        return extension(name).isEmpty() ? Optional.of("须有扩展名，例如 申请表.docx") : Optional.empty();
    }

    static String canonical(String name) {
        return Normalizer.normalize(name.strip(), Normalizer.Form.NFC);
    }

    /** Returns the extension in lower case, empty if there is none. */
    static String extension(String name) {
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}
