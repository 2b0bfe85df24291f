package org.sunwindow.publication;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sunwindow.VisibleText;

/** Names of files. A name is shown and sent to browsers; it never becomes part of a path of this server. */
public final class FileName {

    /** File systems of users take 255 bytes. */
    private static final int MAX_BYTES = 240;

    private static final int MAX_CHARACTERS = 200;

    /** Separators of paths, and what Windows does not allow. */
    private static final Pattern FORBIDDEN = Pattern.compile("[/\\\\:*?\"<>|]");

    /** Names of devices, with any extension. */
    private static final Pattern DEVICE =
            Pattern.compile("(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\\..*)?", Pattern.CASE_INSENSITIVE);

    private static final Pattern ENDING = Pattern.compile("\\.[A-Za-z][A-Za-z0-9]{1,4}$");
    private static final Pattern DOTS = Pattern.compile("^[.\\s]+|[.\\s]+$");

    private FileName() {}

    /**
     * Returns the name under which a file is downloaded that a record lists under a name of any form, such as 附件1 申请表.
     * It is safe everywhere and has the extension of the file, so that no record can make a text look like a program.
     *
     * @param stored name of the file, which is safe
     */
    static String downloaded(String listed, String stored) {
        var visible = new StringBuilder();
        canonical(FORBIDDEN.matcher(listed).replaceAll("_"))
                .codePoints()
                .filter(VisibleText::isShown)
                .forEach(visible::appendCodePoint);
        String stem = ENDING.matcher(visible).replaceFirst("");
        String ending = '.' + extension(stored);
        while (stem.length() + ending.length() > MAX_CHARACTERS
                || stem.getBytes(StandardCharsets.UTF_8).length + ending.length() > MAX_BYTES) {
            stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
        }
        String name = DOTS.matcher(stem).replaceAll("") + ending;
        return fault(name).isEmpty() ? name : stored;
    }

    /** Returns what is wrong with a name, in Chinese; empty if it is safe everywhere. */
    public static Optional<String> fault(String name) {
        if (name.length() > MAX_CHARACTERS || name.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            return Optional.of("过长，最多 %d 字节（汉字 80 个）".formatted(MAX_BYTES));
        }
        if (FORBIDDEN.matcher(name).find()
                || name.startsWith(".")
                || DEVICE.matcher(name).matches()) {
            return Optional.of("只写文件名，不含路径，也不含 \\ / : * ? \" < > |");
        }
        if (!VisibleText.isShownWhole(name) || name.endsWith(" ") || name.endsWith(".")) {
            return Optional.of("含有看不见的字符，例如换行或改变书写方向的字符；请重新命名");
        }
        return extension(name).isEmpty() ? Optional.of("须有扩展名，例如 申请表.docx") : Optional.empty();
    }

    public static String canonical(String name) {
        return Normalizer.normalize(name.strip(), Normalizer.Form.NFC);
    }

    /** Returns the extension in lower case, empty if there is none. */
    public static String extension(String name) {
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}
