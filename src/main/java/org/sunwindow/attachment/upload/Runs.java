package org.sunwindow.attachment.upload;

import java.nio.charset.Charset;

/**
 * Runs of characters in a binary file, found without knowledge of its format. Office documents from before 2007 store
 * text as UTF-16 or, without Chinese characters, as one byte per character. Other content is seldom mistaken for text,
 * and only in short runs.
 */
final class Runs {

    private static final int MIN_WIDE = 4;
    private static final int MIN_NARROW = 8;

    private Runs() {}

    static String text(byte[] bytes) {
        var text = new Text();
        wide(bytes, 0, text);
        // texts of Excel may begin at odd positions
        wide(bytes, 1, text);
        narrow(bytes, text);
        return text.toString();
    }

    private static void wide(byte[] bytes, int from, Text text) {
        var run = new StringBuilder();
        for (int i = from; i + 1 < bytes.length; i += 2) {
            char c = (char) (bytes[i] & 0xff | (bytes[i + 1] & 0xff) << 8);
            if (isCommon(c)) {
                run.append(c);
            } else {
                end(run, MIN_WIDE, text);
            }
        }
        end(run, MIN_WIDE, text);
    }

    private static void narrow(byte[] bytes, Text text) {
        var run = new StringBuilder();
        for (byte each : bytes) {
            if (each >= ' ' && each < 0x7f || each == '\r' || each == '\t') {
                run.append((char) each);
            } else {
                end(run, MIN_NARROW, text);
            }
        }
        end(run, MIN_NARROW, text);
    }

    private static void end(StringBuilder run, int min, Text text) {
        if (run.length() >= min) {
            text.add(run.toString().replace('\r', '\n').replace('\u0007', '\t')).add("\n");
        }
        run.setLength(0);
    }

    /** ASCII, the marks that end paragraphs and cells, Chinese punctuation, and the characters that GB 2312 knows. */
    private static boolean isCommon(char c) {
        return c >= ' ' && c < 0x7f
                || c == '\r'
                || c == '\t'
                || c == 0x07
                || c >= 0x3001 && c <= 0x3015
                || c >= 0xff01 && c <= 0xff5e
                || c == '—'
                || c == '“'
                || c == '”'
                || c == '…'
                || c == '·'
                || c >= 0x4e00 && c <= 0x9fa5 && Gb2312.knows(c);
    }

    /** The 6,763 characters of GB 2312, a tenth of all values that two bytes have. */
    private static final class Gb2312 {

        private static final boolean[] KNOWN = new boolean[0x9fa5 - 0x4e00 + 1];

        static {
            var charset = Charset.forName("GB2312");
            byte[] code = new byte[2];
            for (int row = 0xb0; row <= 0xf7; row++) {
                for (int cell = 0xa1; cell <= 0xfe; cell++) {
                    code[0] = (byte) row;
                    code[1] = (byte) cell;
                    char c = new String(code, charset).charAt(0);
                    if (c >= 0x4e00 && c <= 0x9fa5) {
                        KNOWN[c - 0x4e00] = true;
                    }
                }
            }
        }

        static boolean knows(char c) {
            return KNOWN[c - 0x4e00];
        }
    }
}
