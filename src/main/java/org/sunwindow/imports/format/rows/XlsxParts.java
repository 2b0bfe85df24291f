package org.sunwindow.imports.format.rows;

import java.io.InputStream;
import java.util.BitSet;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.sunwindow.imports.format.InvalidFileException;

/**
 * Reads the parts of a workbook and refuses what the library would accept silently: a cell outside of any sheet, one
 * text of millions of characters, a text that is missing, a formula that nobody has computed. Not thread-safe.
 */
final class XlsxParts {

    /** Characters of one cell; Excel allows 32,767. */
    private static final int MAX_CELL = 100_000;

    /** Shared texts are held in memory: their number, and their characters together. */
    private static final int MAX_TEXTS = 500_000;

    private static final int MAX_SHARED = 16 * 1024 * 1024;

    /** Columns of a sheet. */
    private static final int MAX_COLUMNS = 16_384;

    /** The last cell of a sheet is XFD1048576. */
    private static final Pattern CELL = Pattern.compile("(?:[A-Z]{1,2}|[A-W][A-Z]{2}|X[A-E][A-Z]|XF[A-D])[0-9]{1,7}");

    /** Rows beyond the last one are refused where their cells are. */
    private static final Pattern ROW = Pattern.compile("[0-9]{1,7}");

    private static final Pattern INDEX = Pattern.compile("[0-9]{1,9}");

    /** Shared texts, and the highest number of one that a cell shows. */
    private int texts;

    private int shared;
    private boolean isShared;

    private int highest = -1;

    private int length;
    private int cells;

    /** Numbers of the rows of a sheet that were read. */
    private final BitSet rows = new BitSet();

    private boolean inCell;
    private String type;
    private String reference;
    private boolean hasFormula;
    private StringBuilder value;

    static InvalidFileException longCell() {
        return new InvalidFileException("有单元格超过 %d 个字符，请把长文拆开或作为附件。".formatted(MAX_CELL));
    }

    /**
     * Reads a part to its end.
     *
     * @throws XMLStreamException if it is not XML, or has entities
     * @throws InvalidFileException if it must not be read
     */
    void read(InputStream in) throws XMLStreamException {
        // the implementation of the JDK, which limits entities; some others on the class path do not know the
        // properties
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader xml = factory.createXMLStreamReader(in);
        inCell = false;
        value = null;
        rows.clear();
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> start(xml);
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text(xml);
                case XMLStreamConstants.END_ELEMENT -> end(xml.getLocalName());
                default -> {}
            }
        }
    }

    private void start(XMLStreamReader xml) {
        switch (xml.getLocalName()) {
            case "row" -> {
                cells = 0;
                requireOwnNumber(xml.getAttributeValue(null, "r"));
            }
            case "Override", "Default" -> requireUsualName(xml);
            case "si" -> {
                if (++texts > MAX_TEXTS) {
                    throw new InvalidFileException("表格的文字过多，请拆成几个文件。");
                }
                length = 0;
                inCell = true;
                isShared = true;
            }
            case "c" -> {
                length = 0;
                inCell = true;
                hasFormula = false;
                value = null;
                type = xml.getAttributeValue(null, "t");
                reference = xml.getAttributeValue(null, "r");
                if (reference != null && !CELL.matcher(reference).matches() || ++cells > MAX_COLUMNS) {
                    throw XlsxRows.unreadable();
                }
            }
            case "f" -> hasFormula = true;
            case "v" -> value = new StringBuilder();
            default -> {}
        }
    }

    /** Of two rows with one number, a reader takes one and loses the other. */
    private void requireOwnNumber(String number) {
        if (number == null || !ROW.matcher(number).matches()) {
            return;
        }
        int row = Integer.parseInt(number);
        if (rows.get(row)) {
            throw new InvalidFileException("工作表中有重复的行号（第 %d 行）；请用 Excel 或 WPS 打开并另存为 .xlsx。".formatted(row));
        }
        rows.set(row);
    }

    /** The reader follows the table of contents: under another name, shared texts would evade their limit. */
    private static void requireUsualName(XMLStreamReader xml) {
        String type = xml.getAttributeValue(null, "ContentType");
        if (type != null
                && type.contains("sharedStrings")
                && !"/xl/sharedStrings.xml".equalsIgnoreCase(xml.getAttributeValue(null, "PartName"))) {
            throw XlsxRows.unreadable();
        }
    }

    private void text(XMLStreamReader xml) {
        if (inCell) {
            length += xml.getTextLength();
            if (length > MAX_CELL) {
                throw longCell();
            }
            shared += isShared ? xml.getTextLength() : 0;
            if (shared > MAX_SHARED) {
                throw new InvalidFileException("表格的文字过多，请拆成几个文件。");
            }
            if (value != null) {
                value.append(xml.getText());
            }
        }
    }

    private void end(String element) {
        if (element.equals("si")) {
            inCell = false;
            isShared = false;
        } else if (element.equals("c")) {
            inCell = false;
            String written = value == null ? "" : value.toString();
            if ("s".equals(type) && INDEX.matcher(written).matches()) {
                highest = Math.max(highest, Integer.parseInt(written));
            }
            // a formula whose result is an empty text has a type
            if (hasFormula && written.isEmpty() && (type == null || type.equals("n") || value == null)) {
                throw new InvalidFileException("单元格%s是公式而没有算出的值；请用 Excel 或 WPS 打开并保存，或改为值。"
                        .formatted(reference == null ? "" : " " + reference + " "));
            }
        }
    }

    /**
     * Ends the workbook.
     *
     * @throws InvalidFileException if a text that a cell shows is missing
     */
    void end() {
        if (highest >= texts) {
            throw XlsxRows.unreadable();
        }
    }
}
