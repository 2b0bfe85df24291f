package org.sunwindow.imports.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.sunwindow.http.Problem;

/**
 * The elements of a JSON array. Only their ends are found here, by counting brackets outside of texts; whether an
 * element is valid is decided where it is read, so that a fault concerns one element. A single object counts as an
 * array of one. At most one element is in memory at a time.
 */
final class ArrayElements implements RecordLines {

    private static final Problem.Item NOT_UTF8 =
            new Problem.Item("", "line.encoding", "不是 UTF-8 编码；请将文件另存为 UTF-8 后重新导入");

    /** Length up to which elements are not counted, in bytes. */
    private static final int SHORT = 64 * 1024;

    private static final int BOM = 0xEF;

    private final InputStream in;
    private final int maxBytes;
    private final ImportMemory memory;
    private final byte[] chunk = new byte[64 * 1024];
    private int position;
    private int limit;
    private int taken;
    private long number;
    private boolean single;
    private boolean ended;

    ArrayElements(InputStream in, int maxBytes, ImportMemory memory) throws IOException {
        this.in = in;
        this.maxBytes = maxBytes;
        this.memory = memory;
        int first = afterBom();
        if (first == '{') {
            single = true;
            position--;
        } else if (first != '[') {
            throw new InvalidFileException("内容不是 JSON 数组：应以 [ 开头、以 ] 结尾，各条记录之间用逗号分开。");
        }
    }

    private int afterBom() throws IOException {
        int first = skipBlanks();
        if (first == BOM) {
            read();
            read();
            first = skipBlanks();
        }
        return first;
    }

    @Override
    public Line next() throws IOException {
        close();
        if (ended) {
            return null;
        }
        int first = skipBlanks();
        if (number > 0 && !single && first == ',') {
            first = skipBlanks();
        } else if (number > 0 && !(single ? first < 0 : first == ']')) {
            throw broken();
        }
        if (first == ']' && !single || first < 0 && single && number > 0) {
            ended = true;
            if (skipBlanks() >= 0) {
                throw broken();
            }
            return null;
        }
        number++;
        return element(first);
    }

    private Line element(int first) throws IOException {
        var bytes = new ByteArrayOutputStream();
        long length = 0;
        int depth = 0;
        boolean inText = false;
        for (int next = first; ; next = read()) {
            if (next < 0) {
                throw broken();
            }
            boolean ends = !inText && depth == 0 && (next == ',' || next == ']');
            if (ends) {
                // a value without brackets, such as a number, ends before what follows it
                position--;
                break;
            }
            if (++length <= maxBytes) {
                count(bytes.size() + 1);
                bytes.write(next);
            }
            if (inText) {
                if (next == '\\') {
                    int escaped = read();
                    if (escaped < 0) {
                        throw broken();
                    }
                    if (++length <= maxBytes) {
                        bytes.write(escaped);
                    }
                }
                inText = next != '"';
            } else {
                inText = next == '"';
                depth += next == '{' || next == '[' ? 1 : next == '}' || next == ']' ? -1 : 0;
            }
            if (!inText && depth == 0 && (next == '}' || next == ']')) {
                break;
            }
        }
        if (length > maxBytes) {
            return Line.faulty(number, RecordLines.tooLong(maxBytes + " 字节"));
        }
        try {
            return Line.of(
                    number,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes.toByteArray()))
                            .toString());
        } catch (CharacterCodingException e) {
            return Line.faulty(number, NOT_UTF8);
        }
    }

    private void count(int length) throws IOException {
        if (length > SHORT + taken) {
            memory.takeLine(SHORT);
            taken += SHORT;
        }
    }

    private static IOException broken() {
        return new BrokenFileException("JSON 数组不完整：各条记录之间应用逗号分开，并以 ] 结尾。");
    }

    private int skipBlanks() throws IOException {
        int next = read();
        while (next == ' ' || next == '\n' || next == '\r' || next == '\t') {
            next = read();
        }
        return next;
    }

    private int read() throws IOException {
        if (position == limit) {
            limit = Math.max(0, in.read(chunk));
            position = 0;
            if (limit == 0) {
                return -1;
            }
        }
        return chunk[position++] & 0xff;
    }

    /** Gives back the memory of the last element. */
    @Override
    public void close() {
        if (taken > 0) {
            memory.giveLine(taken);
            taken = 0;
        }
    }
}
