package org.sunwindow.attachment.upload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.sunwindow.PlainZip;

/**
 * An office document in a zip file: OOXML or OFD. All entries are expanded once, because declared sizes may be false. A file that
 * the programs of readers may read in another way is refused.
 */
final class ZipPackage {

    private static final int MAX_ENTRIES = 10_000;

    /** Bytes of all entries together after expansion. */
    private static final long MAX_EXPANDED = 256L * 1024 * 1024;

    /** Bytes of all XML after expansion, some of which is in memory at a time. */
    private static final long MAX_XML = 64L * 1024 * 1024;

    private static final Pattern ACTIVE = Pattern.compile(
            ".*(?:vbaproject|vbadata|macrosheets/|activex/|customui/|dialogsheets/).*", Pattern.CASE_INSENSITIVE);

    private static final Pattern EMBEDDED =
            Pattern.compile(".*/(?:embeddings|attachs?|attachments)/.+", Pattern.CASE_INSENSITIVE);

    private static final Pattern PROGRAM =
            Pattern.compile(".*\\.(?:exe|dll|scr|com|bat|cmd|ps1|vbs|js|jar|msi|lnk|hta|sh)", Pattern.CASE_INSENSITIVE);

    /** Properties, data of forms, and what OFD documents say about themselves. */
    private static final Pattern PROPERTIES =
            Pattern.compile("(?:docProps|customXml)/.+\\.xml|OFD\\.xml", Pattern.CASE_INSENSITIVE);

    /** Ends of the types of relationships whose external targets are loaded together with the document. */
    private static final Set<String> LOADED = Set.of("attachedTemplate", "oleObject", "frame", "subDocument");

    /** Texts of Word, its deletions, PowerPoint and OFD. */
    private static final Set<String> TEXTS = Set.of("t", "delText", "TextCode");

    private static final Set<String> LINES = Set.of("p", "br", "tr", "TextCode");

    private ZipPackage() {}

    /** Checks a file and returns its type. */
    static FileType check(Path file) throws IOException {
        try (var zip = new ZipFile(file.toFile())) {
            Set<String> names = new HashSet<>();
            long expanded = 0;
            long xml = 0;
            byte[] buffer = new byte[64 * 1024];
            for (ZipEntry entry : zip.stream().toList()) {
                checkName(entry.getName(), names);
                try (InputStream in = zip.getInputStream(entry)) {
                    for (int read; (read = in.read(buffer)) >= 0; ) {
                        expanded += read;
                        xml += isXml(entry.getName()) ? read : 0;
                        if (expanded > MAX_EXPANDED || xml > MAX_XML) {
                            throw RefusedFileException.expansion();
                        }
                    }
                }
                if (entry.getName().toLowerCase(Locale.ROOT).endsWith(".rels")) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        checkRelationships(in);
                    }
                }
            }
            FileType type = type(names);
            if (!PlainZip.isPlain(file)) {
                throw RefusedFileException.damaged();
            }
            return type;
        } catch (XMLStreamException e) {
            throw RefusedFileException.damaged();
        }
    }

    /** A link that a reader may follow is allowed, what is loaded without asking is not. */
    private static void checkRelationships(InputStream in) throws XMLStreamException {
        XMLStreamReader xml = reader(in);
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT
                    && "External".equalsIgnoreCase(xml.getAttributeValue(null, "TargetMode"))) {
                String type = Objects.requireNonNullElse(xml.getAttributeValue(null, "Type"), "");
                if (LOADED.contains(type.substring(type.lastIndexOf('/') + 1))) {
                    throw RefusedFileException.external();
                }
            }
        }
    }

    private static void checkName(String name, Set<String> names) {
        if (!names.add(name)
                || names.size() > MAX_ENTRIES
                || name.startsWith("/")
                || name.contains("..")
                || name.indexOf('\\') >= 0) {
            throw RefusedFileException.damaged();
        }
        if (ACTIVE.matcher(name).matches()) {
            throw RefusedFileException.macro();
        }
        if (PROGRAM.matcher(name).matches()) {
            throw RefusedFileException.executable();
        }
        if (EMBEDDED.matcher(name).matches()) {
            throw RefusedFileException.embedded();
        }
    }

    private static FileType type(Set<String> names) {
        boolean office = names.contains("[Content_Types].xml");
        if (office && names.contains("word/document.xml")) {
            return FileType.DOCX;
        }
        if (office && names.contains("xl/workbook.xml")) {
            return FileType.XLSX;
        }
        if (office && names.contains("ppt/presentation.xml")) {
            return FileType.PPTX;
        }
        if (names.contains("OFD.xml")) {
            return FileType.OFD;
        }
        throw RefusedFileException.type();
    }

    private static boolean isXml(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".xml");
    }

    /**
     * Returns the text of a document: body, notes, comments, headers, footers, and deleted text, which others can
     * restore.
     */
    static String text(Path file, FileType type) throws IOException {
        Predicate<String> said = switch (type) {
            case DOCX ->
                name -> name.matches("word/[^/]+\\.xml") && !name.matches("word/(?:styles|settings|fontTable).*");
            case PPTX -> name -> name.matches("ppt/(?:slides|notesSlides|comments)/[^/]+\\.xml");
            case OFD -> name -> name.endsWith("Content.xml") || name.contains("/Annots/");
            default -> throw new IllegalArgumentException(type.name());
        };
        return text(file, said, ZipPackage::read);
    }

    /** Returns the properties of a document and the data that programs have attached to it, a line for each value. */
    static String hidden(Path file) throws IOException {
        return text(file, name -> PROPERTIES.matcher(name).matches(), ZipPackage::readAll);
    }

    /** Reads the text of an entry. */
    private interface EntryReader {
        void read(InputStream in, Text text) throws XMLStreamException;
    }

    private static String text(Path file, Predicate<String> names, EntryReader reader) throws IOException {
        var text = new Text();
        try (var zip = new ZipFile(file.toFile())) {
            List<? extends ZipEntry> entries = zip.stream()
                    .filter(entry -> names.test(entry.getName()))
                    .sorted((one, other) -> order(one.getName(), other.getName()))
                    .toList();
            for (ZipEntry entry : entries) {
                try (InputStream in = zip.getInputStream(entry)) {
                    reader.read(in, text);
                }
            }
        } catch (XMLStreamException e) {
            throw RefusedFileException.damaged();
        }
        return text.toString();
    }

    /** The body of a document before its notes, and slide 9 before slide 10. */
    private static int order(String one, String other) {
        boolean first = one.endsWith("document.xml");
        boolean second = other.endsWith("document.xml");
        if (first != second) {
            return first ? -1 : 1;
        }
        return one.length() != other.length() ? Integer.compare(one.length(), other.length()) : one.compareTo(other);
    }

    private static XMLStreamReader reader(InputStream in) throws XMLStreamException {
        // the implementation of the JDK, which limits entities; some others on the class path do not know the
        // properties
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory.createXMLStreamReader(in);
    }

    private static void readAll(InputStream in, Text text) throws XMLStreamException {
        XMLStreamReader xml = reader(in);
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    text.add("\n");
                    for (int i = 0; i < xml.getAttributeCount(); i++) {
                        text.add(xml.getAttributeValue(i)).add("\n");
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.COMMENT ->
                    text.add(xml.getText());
                case XMLStreamConstants.END_ELEMENT -> text.add("\n");
                default -> {}
            }
        }
    }

    private static void read(InputStream in, Text text) throws XMLStreamException {
        XMLStreamReader xml = reader(in);
        boolean inText = false;
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    inText = TEXTS.contains(xml.getLocalName());
                    if (xml.getLocalName().equals("tab")) {
                        text.add("\t");
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (inText) {
                        text.add(xml.getText());
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    inText = false;
                    if (xml.getLocalName().equals("tc")) {
                        text.add("\t");
                    } else if (LINES.contains(xml.getLocalName())) {
                        text.add("\n");
                    }
                }
                default -> {}
            }
        }
        text.add("\n");
    }
}
