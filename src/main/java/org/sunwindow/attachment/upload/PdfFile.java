package org.sunwindow.attachment.upload;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.graphics.form.PDTransparencyGroup;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;

/** A PDF document. Its expanded size is measured before it is read, because the reader does not limit it. */
final class PdfFile {

    private static final int MAX_PAGES = 3_000;
    private static final int MAX_OBJECTS = 500_000;
    private static final int MAX_DEPTH = 50;

    /** Bytes of one stream and of all streams together after expansion. */
    private static final long MAX_STREAM = 96L * 1024 * 1024;

    private static final long MAX_STREAMS = 512L * 1024 * 1024;

    /** Forms that are drawn; some on each page are usual. */
    private static final int MAX_FORMS = 100_000;

    /** States of the graphics that are kept at a time; the format demands that readers keep 28. */
    private static final int MAX_STATES = 1_000;

    /** For pathological documents; a page takes milliseconds. */
    private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** A program may append some bytes; readers look for the end there. */
    private static final int MAX_BEHIND_END = 2048;

    private static final String END = "%%EOF";

    private static final Pattern STREAM = Pattern.compile("stream\\r?\\n");
    private static final Pattern ENCRYPT = Pattern.compile("/Encrypt[\\s<]");
    private static final Pattern REPEATED =
            Pattern.compile("/(?:FlateDecode|Fl|LZWDecode|LZW)\\s*/(?:FlateDecode|Fl|LZWDecode|LZW)\\b");

    /** Actions that run something. */
    private static final Set<String> ACTIONS =
            Set.of("JavaScript", "Launch", "ImportData", "Rendition", "RichMediaExecute");

    /** Properties that are times: many digits, but nobody's. */
    private static final Set<String> TIMES = Set.of("CreationDate", "ModDate");

    static {
        BundledFont.install();
    }

    private PdfFile() {}

    /**
     * @param text   empty for a scan
     * @param hidden its properties
     */
    record Document(String text, String hidden) {}

    /**
     * Checks and reads a document.
     *
     * @param nanoTime clock for the time limit
     */
    static Document read(Path path, LongSupplier nanoTime) throws IOException {
        measure(Files.readAllBytes(path));
        try (PDDocument document = Loader.loadPDF(path.toFile(), IOUtils.createTempFileOnlyStreamCache())) {
            if (document.isEncrypted()) {
                throw RefusedFileException.encrypted();
            }
            if (document.getNumberOfPages() == 0) {
                throw RefusedFileException.damaged();
            }
            if (document.getNumberOfPages() > MAX_PAGES) {
                throw RefusedFileException.tooLong();
            }
            checkActions(document);
            var text = new Text();
            new Stripper(nanoTime).writeText(document, new Writer() {
                @Override
                public void write(char[] characters, int from, int length) {
                    text.add(java.nio.CharBuffer.wrap(characters, from, length));
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            });
            return new Document(text.toString(), properties(document));
        } catch (InvalidPasswordException e) {
            throw RefusedFileException.encrypted();
        }
    }

    /** The document information and the metadata in XMP. */
    private static String properties(PDDocument document) throws IOException {
        var properties = new Text();
        PDDocumentInformation information = document.getDocumentInformation();
        for (String key : information.getMetadataKeys()) {
            if (!TIMES.contains(key)) {
                properties.add(information.getCustomMetadataValue(key)).add("\n");
            }
        }
        PDMetadata metadata = document.getDocumentCatalog().getMetadata();
        if (metadata != null) {
            byte[] packet = metadata.toByteArray();
            if (packet.length > Text.MAX) {
                throw RefusedFileException.tooLong();
            }
            // lenient, because few programs read it and some write it with faults
            var xmp = Jsoup.parse(new ByteArrayInputStream(packet), null, "", Parser.xmlParser());
            xmp.getAllElements()
                    .forEach(element -> properties.add(element.ownText()).add("\n"));
            properties.add(HtmlPage.hidden(xmp));
        }
        return properties.toString();
    }

    /** Reads the text. A short document can draw a form that draws ten others, and so on: what is done is bounded, not what is stated. */
    private static final class Stripper extends PDFTextStripper {

        private final LongSupplier nanoTime;
        private final long end;
        private int forms;

        Stripper(LongSupplier nanoTime) {
            this.nanoTime = nanoTime;
            this.end = nanoTime.getAsLong() + MAX_NANOS;
        }

        @Override
        protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
            requireTime();
            super.processOperator(operator, operands);
        }

        @Override
        public void processPage(PDPage page) throws IOException {
            // a page without operators takes time, too: for its annotations and for sorting its text
            requireTime();
            super.processPage(page);
        }

        private void requireTime() {
            if (nanoTime.getAsLong() - end > 0) {
                throw RefusedFileException.tooLong();
            }
        }

        @Override
        public void showForm(PDFormXObject form) throws IOException {
            count();
            super.showForm(form);
        }

        @Override
        public void showTransparencyGroup(PDTransparencyGroup form) throws IOException {
            count();
            super.showTransparencyGroup(form);
        }

        private void count() {
            if (++forms > MAX_FORMS) {
                throw RefusedFileException.expansion();
            }
        }

        @Override
        public void saveGraphicsState() {
            if (getGraphicsStackSize() > MAX_STATES) {
                throw RefusedFileException.expansion();
            }
            super.saveGraphicsState();
        }
    }

    /** One character for each byte, so that positions are those of the file. */
    private static void measure(byte[] file) {
        var text = new String(file, StandardCharsets.ISO_8859_1);
        if (ENCRYPT.matcher(text).find()) {
            throw RefusedFileException.encrypted();
        }
        if (REPEATED.matcher(text).find()) {
            throw RefusedFileException.expansion();
        }
        // the reader repairs a document that was cut off, and returns what is left
        if (text.indexOf(END, Math.max(0, text.length() - MAX_BEHIND_END)) < 0) {
            throw RefusedFileException.damaged();
        }
        Matcher stream = STREAM.matcher(text);
        byte[] buffer = new byte[64 * 1024];
        long all = 0;
        for (int from = 0; stream.find(from); ) {
            var inflater = new Inflater();
            try {
                inflater.setInput(file, stream.end(), file.length - stream.end());
                all += expand(inflater, buffer, MAX_STREAMS - all);
                from = stream.end() + (int) inflater.getBytesRead();
            } catch (DataFormatException e) {
                // not compressed in this way, or damaged: the reader stops here, too
                from = stream.end();
            } finally {
                inflater.end();
            }
        }
    }

    private static long expand(Inflater inflater, byte[] buffer, long room) throws DataFormatException {
        long expanded = 0;
        for (int read; (read = inflater.inflate(buffer)) > 0; ) {
            expanded += read;
            if (expanded > MAX_STREAM || expanded > room) {
                throw RefusedFileException.expansion();
            }
        }
        return expanded;
    }

    private static void checkActions(PDDocument document) throws IOException {
        Set<COSObjectKey> keys = document.getDocument().getXrefTable().keySet();
        if (keys.size() > MAX_OBJECTS) {
            throw RefusedFileException.expansion();
        }
        for (COSObjectKey key : keys) {
            check(document.getDocument().getObjectFromPool(key).getObject(), 0);
        }
    }

    /** Checks an object without the objects that it refers to, which are checked separately. */
    private static void check(COSBase object, int depth) {
        if (depth > MAX_DEPTH) {
            throw RefusedFileException.damaged();
        }
        if (object instanceof COSArray array) {
            for (COSBase element : array) {
                checkDirect(element, depth);
            }
        } else if (object instanceof COSDictionary dictionary) {
            COSName action = dictionary.getDictionaryObject(COSName.S) instanceof COSName name ? name : null;
            if (dictionary.containsKey(COSName.JS) || action != null && ACTIONS.contains(action.getName())) {
                throw RefusedFileException.macro();
            }
            if (dictionary.containsKey(COSName.EMBEDDED_FILES) || dictionary.containsKey(COSName.EF)) {
                throw RefusedFileException.embedded();
            }
            dictionary.getValues().forEach(value -> checkDirect(value, depth));
        }
    }

    private static void checkDirect(COSBase value, int depth) {
        if (!(value instanceof COSObject)) {
            check(value, depth + 1);
        }
    }
}
