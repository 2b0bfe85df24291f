package org.sunwindow.attachment.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDFormContentStream;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.TestSettings;
import org.sunwindow.attachment.OfficeFiles;
import org.sunwindow.http.Problem;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.imports.format.FileFaults;
import org.sunwindow.json.StrictJson;
import org.sunwindow.publication.FileName;

/** What is accepted, by content, and what is read of it. */
@Tag("slow")
class FileReaderTest {

    private static final String SAID = "临时救助对象认定办法自公布之日起施行";
    private static final byte[] PROGRAM = "MZ\u0090\0\u0003\0\0\0".getBytes(StandardCharsets.ISO_8859_1);

    @TempDir
    Path directory;

    private final StrictJson json = new StrictJson(TestSettings.general(Map.of()), null);
    private final FileReader reader = new FileReader(json);

    private FileReader.Content read(byte[] bytes, String name) throws IOException {
        return reader.read(Files.write(directory.resolve("file"), bytes), name);
    }

    private Problem refusal(byte[] bytes, String name) {
        return catchThrowableOfType(RefusedFileException.class, () -> read(bytes, name))
                .problem();
    }

    private static byte[] utf8(String text) {
        return OfficeFiles.utf8(text);
    }

    static Stream<Arguments> accepted() {
        return Stream.of(
                Arguments.of("a.pdf", OfficeFiles.pdf(SAID), "application/pdf"),
                Arguments.of("a.docx", OfficeFiles.docx("前言", SAID), FileType.DOCX.mediaType()),
                Arguments.of("a.xlsx", OfficeFiles.xlsx(List.of(List.of("序号", SAID))), FileType.XLSX.mediaType()),
                Arguments.of(
                        "a.pptx",
                        OfficeFiles.zip(Map.of(
                                "[Content_Types].xml", utf8("<Types/>"),
                                "ppt/presentation.xml", utf8("<p/>"),
                                "ppt/slides/slide1.xml", utf8("<a:p xmlns:a=\"a\"><a:t>" + SAID + "</a:t></a:p>"))),
                        FileType.PPTX.mediaType()),
                Arguments.of(
                        "a.ofd",
                        OfficeFiles.zip(Map.of(
                                "OFD.xml", utf8("<OFD/>"),
                                "Doc_0/Pages/Page_0/Content.xml",
                                        utf8("<o:TextCode xmlns:o=\"o\">" + SAID + "</o:TextCode>"))),
                        "application/ofd"),
                Arguments.of("a.doc", OfficeFiles.compound(word(SAID), "WordDocument"), "application/msword"),
                Arguments.of("a.wps", OfficeFiles.compound(word(SAID), "WordDocument"), "application/msword"),
                Arguments.of("a.xls", OfficeFiles.compound(sheet(SAID), "Workbook"), "application/vnd.ms-excel"),
                Arguments.of("a.txt", utf8(SAID), "text/plain;charset=UTF-8"),
                Arguments.of("a.txt", SAID.getBytes(Charset.forName("GB18030")), "text/plain;charset=GB18030"),
                Arguments.of("a.csv", utf8("序号,内容\n1," + SAID), "text/csv;charset=UTF-8"),
                Arguments.of(
                        "a.html",
                        utf8("<!DOCTYPE html><html><body><p>" + SAID + "</p></body></html>"),
                        "text/html;charset=UTF-8"));
    }

    /** Behind the header of a Word document, which says that it is not encrypted. */
    private static byte[] word(String text) {
        byte[] said = text.getBytes(StandardCharsets.UTF_16LE);
        byte[] stream = new byte[64 + said.length];
        System.arraycopy(said, 0, stream, 64, said.length);
        return stream;
    }

    /** Begins with a record of four bytes; the text is at an odd position. */
    private static byte[] sheet(String text) {
        byte[] said = text.getBytes(StandardCharsets.UTF_16LE);
        byte[] stream = new byte[33 + said.length];
        stream[0] = 9;
        stream[1] = 8;
        stream[2] = 4;
        System.arraycopy(said, 0, stream, 33, said.length);
        return stream;
    }

    @ParameterizedTest
    @MethodSource
    void accepted(String name, byte[] bytes, String mediaType) throws IOException {
        var content = read(bytes, name);
        assertThat(content.mediaType()).isEqualTo(mediaType);
        assertThat(content.text()).contains(SAID);
    }

    static Stream<Arguments> pictureHasNoText() {
        return Stream.of(
                Arguments.of("a.jpg", OfficeFiles.jpeg(), "image/jpeg"),
                Arguments.of("a.png", OfficeFiles.png(), "image/png"));
    }

    @ParameterizedTest
    @MethodSource
    void pictureHasNoText(String name, byte[] bytes, String mediaType) throws IOException {
        var content = read(bytes, name);
        assertThat(content.mediaType()).isEqualTo(mediaType);
        assertThat(content.text()).isEmpty();
    }

    static Stream<Arguments> refused() throws IOException {
        var macros = OfficeFiles.docxEntries(SAID);
        macros.put("word/vbaProject.bin", new byte[] {1});
        var embedded = OfficeFiles.docxEntries(SAID);
        embedded.put("word/embeddings/oleObject1.bin", new byte[] {1});
        var program = OfficeFiles.docxEntries(SAID);
        program.put("word/setup.exe", PROGRAM);
        var climbing = OfficeFiles.docxEntries(SAID);
        climbing.put("../../etc/cron.d/x", new byte[] {1});
        var bomb = OfficeFiles.docxEntries(SAID);
        bomb.put("word/media/image1.png", new byte[257 * 1024 * 1024]);
        var xmlBomb = OfficeFiles.docxEntries(SAID);
        xmlBomb.put("word/comments.xml", new byte[65 * 1024 * 1024]);
        var entities = OfficeFiles.docxEntries();
        entities.put(
                "word/document.xml",
                utf8("<!DOCTYPE d [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><d><t>&b;</t></d>"));
        byte[] encryptedWord = word(SAID);
        encryptedWord[11] = 1;
        byte[] encryptedSheet = sheet(SAID);
        encryptedSheet[8] = 0x2f;
        byte[] docx = OfficeFiles.docx(SAID);
        return Stream.of(
                Arguments.of("file.executable", "a.pdf", PROGRAM),
                Arguments.of(
                        "file.executable",
                        "a.docx",
                        "\u007fELF\u0002\u0001\u0001\0".getBytes(StandardCharsets.ISO_8859_1)),
                Arguments.of("file.executable", "a.txt", utf8("#!/bin/sh\nrm -rf /\n")),
                Arguments.of("file.executable", "a.docx", OfficeFiles.zip(program)),
                Arguments.of("file.macro", "a.docx", OfficeFiles.zip(macros)),
                Arguments.of("file.macro", "a.doc", OfficeFiles.compound(word(SAID), "WordDocument", "Macros", "VBA")),
                Arguments.of("file.macro", "a.xls", OfficeFiles.compound(sheet(SAID), "Workbook", "_VBA_PROJECT_CUR")),
                Arguments.of(
                        "file.macro",
                        "a.pdf",
                        OfficeFiles.pdf(SAID, "/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>")),
                Arguments.of(
                        "file.macro", "a.pdf", OfficeFiles.pdf(SAID, "/OpenAction 7 0 R", "<</S/Launch/F(cmd.exe)>>")),
                Arguments.of(
                        "file.macro",
                        "a.pdf",
                        OfficeFiles.pdf(SAID, "/OpenAction 7 0 R", "<</S/Java#53cript/J#53(x)>>")),
                Arguments.of("file.macro", "a.html", utf8("<html><script>alert(1)</script></html>")),
                Arguments.of("file.macro", "a.html", utf8("<html><body onload=\"x()\">a</body></html>")),
                Arguments.of("file.macro", "a.html", utf8("<html><a href=\"java\nscript:x()\">a</a></html>")),
                Arguments.of("file.embedded", "a.docx", OfficeFiles.zip(embedded)),
                Arguments.of("file.embedded", "a.doc", OfficeFiles.compound(word(SAID), "WordDocument", "ObjectPool")),
                Arguments.of("file.embedded", "a.pdf", OfficeFiles.pdf(SAID, "/Names<</EmbeddedFiles<</Names[]>>>>")),
                Arguments.of("file.encrypted", "a.docx", OfficeFiles.compound(new byte[64], "EncryptedPackage")),
                Arguments.of("file.encrypted", "a.doc", OfficeFiles.compound(encryptedWord, "WordDocument")),
                Arguments.of("file.encrypted", "a.xls", OfficeFiles.compound(encryptedSheet, "Workbook")),
                Arguments.of("file.encrypted", "a.pdf", encryptedPdf()),
                Arguments.of("file.expansion", "a.docx", OfficeFiles.zip(bomb)),
                Arguments.of("file.expansion", "a.docx", OfficeFiles.zip(xmlBomb)),
                Arguments.of("file.expansion", "a.pdf", pdfBomb()),
                Arguments.of("file.expansion", "a.pdf", formsOfForms()),
                Arguments.of("file.expansion", "a.pdf", nestedStates()),
                Arguments.of("file.expansion", "a.pdf", formOfItself()),
                Arguments.of("file.damaged", "a.docx", OfficeFiles.zip(climbing)),
                Arguments.of("file.damaged", "a.docx", OfficeFiles.zip(entities)),
                Arguments.of("file.damaged", "a.docx", Arrays.copyOf(docx, docx.length / 2)),
                Arguments.of("file.damaged", "a.pdf", utf8("%PDF-1.7\nnothing")),
                Arguments.of(
                        "file.damaged",
                        "a.pdf",
                        OfficeFiles.pdf(SAID, "/X " + "[".repeat(NESTED) + "]".repeat(NESTED))),
                Arguments.of("file.damaged", "a.pdf", Arrays.copyOf(OfficeFiles.pdf(SAID), 100)),
                Arguments.of(
                        "file.damaged", "a.png", Arrays.copyOf(HexFormat.of().parseHex("89504e470d0a1a0a"), 500)),
                Arguments.of("file.damaged", "a.png", Arrays.copyOf(OfficeFiles.png(), 60)),
                Arguments.of(
                        "file.damaged", "a.jpg", Arrays.copyOf(HexFormat.of().parseHex("ffd8ffe0"), 500)),
                Arguments.of("file.damaged", "a.jpg", Arrays.copyOf(OfficeFiles.jpeg(), 32)),
                Arguments.of("file.external", "a.docx", related("attachedTemplate", "http://x.example/x.dotm")),
                Arguments.of("file.external", "a.docx", related("oleObject", "file:///x.xlsx")),
                Arguments.of("file.external", "a.docx", related("frame", "http://x.example/")),
                Arguments.of("file.external", "a.docx", related("subDocument", "http://x.example/x.docx")),
                Arguments.of("file.type", "a.zip", OfficeFiles.zip(Map.of("a.txt", utf8("a")))),
                Arguments.of("file.type", "a.svg", utf8("<svg xmlns=\"http://www.w3.org/2000/svg\"/>")),
                Arguments.of("file.type", "a.txt", new byte[] {1, 2, 3, 4}),
                Arguments.of("file.type", "a.doc", OfficeFiles.compound(new byte[64], "Outlook")),
                Arguments.of("file.extension", "a.exe", OfficeFiles.pdf(SAID)),
                Arguments.of("file.extension", "a.xlsx", OfficeFiles.docx(SAID)),
                Arguments.of("file.extension", "a.pdf", utf8("文字")),
                Arguments.of("file.text-too-long", "a.txt", utf8("民".repeat(Text.MAX + 1))));
    }

    private static byte[] related(String type, String target) {
        var entries = OfficeFiles.docxEntries(SAID);
        entries.put(
                "word/_rels/document.xml.rels",
                utf8(("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                                + "<Relationship Id=\"rId1\" TargetMode=\"External\" Target=\"%s\""
                                + " Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s\"/>"
                                + "</Relationships>")
                        .formatted(target, type)));
        return OfficeFiles.zip(entries);
    }

    @Test
    void linksToOtherSitesAreAllowed() throws IOException {
        assertThat(read(related("hyperlink", "https://mz.yunchuan.example/"), "a.docx")
                        .text())
                .contains(SAID);
    }

    /** What programs do not show is public, too: everybody gets the whole file. */
    static Stream<Arguments> hidden() {
        String data = "张三，手机13812345678";
        var properties = OfficeFiles.docxEntries(SAID);
        properties.put("docProps/core.xml", utf8("<c xmlns:d=\"d\"><d:creator>" + data + "</d:creator></c>"));
        var custom = OfficeFiles.docxEntries(SAID);
        custom.put("customXml/item1.xml", utf8("<c phone=\"13812345678\">张三</c>"));
        String xmp = "<x:xmpmeta xmlns:x=\"x\"><d:creator xmlns:d=\"d\">" + "ZHANG 13812345678</d:creator></x:xmpmeta>";
        return Stream.of(
                Arguments.of("a.html", page("<!-- " + data + " -->")),
                Arguments.of("a.html", page("<img alt=\"" + data + "\">")),
                Arguments.of("a.html", page("<input value=\"" + data + "\">")),
                Arguments.of("a.html", page("<p data-owner=\"&#49;3812345678\">张三</p>")),
                Arguments.of("a.html", page("<meta name=\"author\" content=\"" + data + "\">")),
                Arguments.of("a.html", page("<style>/* " + data + " */</style>")),
                Arguments.of("a.docx", OfficeFiles.zip(properties)),
                Arguments.of("a.docx", OfficeFiles.zip(custom)),
                Arguments.of(
                        "a.pdf",
                        OfficeFiles.pdf(
                                SAID,
                                "/Metadata 7 0 R",
                                "<</Type/Metadata/Subtype/XML/Length %d>>\nstream\n%s\nendstream"
                                        .formatted(xmp.length(), xmp))));
    }

    private static byte[] page(String more) {
        return utf8("<!DOCTYPE html><html><body><p>" + SAID + "</p>" + more + "</body></html>");
    }

    @ParameterizedTest
    @MethodSource
    void hidden(String name, byte[] bytes) {
        Problem problem = refusal(bytes, name);
        assertThat(problem.errors()).extracting(Problem.Item::code).allMatch(code -> code.startsWith("privacy."));
        assertThat(problem.toString()).doesNotContain("13812345678");
    }

    @Test
    void propertiesOfADocumentAreJudged() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var document = new PDDocument()) {
            document.addPage(new PDPage());
            document.getDocumentInformation().setAuthor("张三13812345678");
            document.save(bytes);
        }
        assertThat(refusal(bytes.toByteArray(), "a.pdf").errors())
                .extracting(Problem.Item::code)
                .allMatch(code -> code.startsWith("privacy."));
    }

    /** As Word and others write them. */
    @Test
    void usualPropertiesAreNoPersonalData() throws IOException {
        var entries = OfficeFiles.docxEntries(SAID);
        entries.put(
                "docProps/core.xml",
                utf8("<c><creator>张三</creator><lastModifiedBy>Administrator</lastModifiedBy><revision>12</revision>"
                        + "<created>2024-11-20T08:13:24Z</created></c>"));
        entries.put(
                "docProps/custom.xml",
                utf8(
                        "<p><property fmtid=\"{D5CDD505-2E9C-101B-9397-08002B2CF9AE}\" pid=\"2\" name=\"KSOProductBuildVer\">"
                                + "<lpwstr>2052-11.1.0.14309</lpwstr></property><property name=\"ICV\">"
                                + "<lpwstr>8F3C1D7E20244B6A9138123456781234_13</lpwstr></property></p>"));
        var content = read(OfficeFiles.zip(entries), "a.docx");
        assertThat(content.text()).contains(SAID).doesNotContain("Administrator");
    }

    private static byte[] encryptedPdf() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var document = new PDDocument()) {
            document.addPage(new PDPage());
            document.protect(new StandardProtectionPolicy("owner", "", new AccessPermission()));
            document.save(bytes);
        }
        return bytes.toByteArray();
    }

    private static final int NESTED = 100_000;

    /** One file is read at a time; the others are told to come again, and the next is read. */
    @Test
    void fileDoesNotWaitLongForASlowOne() throws Exception {
        Path slow = Files.write(directory.resolve("slow"), OfficeFiles.pdf(SAID));
        Path other = Files.write(directory.resolve("other"), utf8(SAID));
        var reached = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var shared = new FileReader(json, Duration.ZERO, () -> {
            // within the document
            reached.countDown();
            await(goOn);
            return 0;
        });
        try (var threads = Executors.newSingleThreadExecutor()) {
            Future<FileReader.Content> first = threads.submit(() -> shared.read(slow, "a.pdf"));
            reached.await();
            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(() -> shared.read(other, "a.txt"))
                    .satisfies(e -> {
                        assertThat(e.code()).isEqualTo(ProblemCode.BUSY);
                        assertThat(e.retryAfter()).isPositive();
                        assertThat(FileFaults.isLasting(e))
                                .as("the next record may name it again")
                                .isFalse();
                    });
            goOn.countDown();
            assertThat(first.get().text()).contains(SAID);
        }
        assertThat(shared.read(other, "a.txt").text()).contains(SAID);
    }

    @Test
    void turnIsGivenBackAfterARefusal() throws IOException {
        var shared = new FileReader(json, Duration.ZERO, System::nanoTime);
        Path program = Files.write(directory.resolve("program"), PROGRAM);
        assertThatExceptionOfType(RefusedFileException.class).isThrownBy(() -> shared.read(program, "a.txt"));
        Path other = Files.write(directory.resolve("other"), utf8(SAID));
        assertThat(shared.read(other, "a.txt").text()).contains(SAID);
    }

    /** Each look at the clock stands for a page that takes a second. */
    @Test
    void documentThatTakesTooLongIsRefused() throws IOException {
        Path file = Files.write(directory.resolve("file"), OfficeFiles.pdf(SAID.repeat(20)));
        for (int seconds : new int[] {0, 20}) {
            var now = new AtomicLong();
            var timed = new FileReader(json, Duration.ZERO, () -> now.getAndAdd(seconds * 1_000_000_000L));
            if (seconds == 0) {
                assertThat(timed.read(file, "a.pdf").text()).contains(SAID);
            } else {
                assertThatExceptionOfType(RefusedFileException.class)
                        .isThrownBy(() -> timed.read(file, "a.pdf"))
                        .satisfies(e -> assertThat(e.problem().errors())
                                .extracting(Problem.Item::code)
                                .containsExactly("file.text-too-long"));
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Draws ten million forms. */
    private static byte[] formsOfForms() throws IOException {
        try (var document = new PDDocument()) {
            PDFormXObject inner = null;
            for (int level = 0; level < 8; level++) {
                var form = new PDFormXObject(document);
                form.setResources(new PDResources());
                form.setBBox(new PDRectangle(100, 100));
                try (var content = new PDFormContentStream(form)) {
                    for (int i = 0; inner != null && i < 10; i++) {
                        content.drawForm(inner);
                    }
                }
                inner = form;
            }
            return page(document, inner);
        }
    }

    /** A form that draws itself twice. */
    private static byte[] formOfItself() throws IOException {
        try (var document = new PDDocument()) {
            var form = new PDFormXObject(document);
            form.setResources(new PDResources());
            form.setBBox(new PDRectangle(100, 100));
            try (var content = new PDFormContentStream(form)) {
                content.drawForm(form);
                content.drawForm(form);
            }
            return page(document, form);
        }
    }

    private static byte[] nestedStates() throws IOException {
        try (var document = new PDDocument()) {
            var form = new PDFormXObject(document);
            form.setResources(new PDResources());
            form.setBBox(new PDRectangle(100, 100));
            try (var content = new PDFormContentStream(form)) {
                for (int i = 0; i < 2_000; i++) {
                    content.saveGraphicsState();
                }
            }
            return page(document, form);
        }
    }

    private static byte[] page(PDDocument document, PDFormXObject form) throws IOException {
        var page = new PDPage();
        document.addPage(page);
        try (var content = new PDPageContentStream(document, page)) {
            content.drawForm(form);
        }
        var bytes = new ByteArrayOutputStream();
        document.save(bytes);
        return bytes.toByteArray();
    }

    private static byte[] pdfBomb() throws IOException {
        var compressed = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(compressed)) {
            deflater.write(new byte[100 * 1024 * 1024]);
        }
        String stream = "<</Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream"
                .formatted(compressed.size(), compressed.toString(StandardCharsets.ISO_8859_1));
        return OfficeFiles.pdf(SAID, "", stream);
    }

    @ParameterizedTest
    @MethodSource
    void refused(String code, String name, byte[] bytes) {
        assertThat(refusal(bytes, name).errors()).extracting(Problem.Item::code).containsExactly(code);
    }

    /** The same list, as every format can hold it; deleted text of a document counts. */
    static Stream<Arguments> personalData() {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("姓名", "身份证号"));
        rows.add(List.of("张三丰", "11010519491231002X"));
        var deleted = OfficeFiles.docxEntries();
        deleted.put(
                "word/document.xml",
                utf8(
                        "<w:d xmlns:w=\"w\"><w:p><w:del><w:delText>身份证号11010519491231002X</w:delText></w:del></w:p></w:d>"));
        String text = "张三丰，身份证号11010519491231002X";
        return Stream.of(
                Arguments.of("a.pdf", OfficeFiles.pdf(text)),
                Arguments.of("a.docx", OfficeFiles.docx(text)),
                Arguments.of("a.docx", OfficeFiles.zip(deleted)),
                Arguments.of("a.xlsx", OfficeFiles.xlsx(rows)),
                Arguments.of("a.doc", OfficeFiles.compound(word(text), "WordDocument")),
                // Excel keeps texts without Chinese characters with one byte for each
                Arguments.of(
                        "a.xls",
                        OfficeFiles.compound(
                                "\0\0\0\0\0\0\0\0\0\u000311010519491231002X\0".getBytes(StandardCharsets.ISO_8859_1),
                                "Workbook")),
                Arguments.of("a.txt", text.getBytes(Charset.forName("GB18030"))),
                Arguments.of("a.csv", utf8("姓名,身份证号\n张三丰,11010519491231002X")),
                Arguments.of(
                        "a.html",
                        utf8("<html><table><tr><td>张三丰</td><td>11010519491231002X</td></tr></table></html>")));
    }

    @ParameterizedTest
    @MethodSource
    void personalData(String name, byte[] bytes) {
        Problem problem = refusal(bytes, name);
        assertThat(problem.errors()).extracting(Problem.Item::code).contains("privacy.identity");
        assertThat(problem.toString()).doesNotContain("19491231", "三丰");
    }

    /** A field with another name exchanges two sheets, for those programs that know it: not for Excel. */
    @Test
    void workbookThatProgramsReadInTwoWaysIsRefused() throws IOException {
        byte[] listed = OfficeFiles.xlsx(List.of(List.of("身份证号"), List.of("11010519491231002X")));
        byte[] harmless = OfficeFiles.xlsx(List.of(List.of(SAID)));
        String sheet = "xl/worksheets/sheet1.xml";
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes, StandardCharsets.ISO_8859_1)) {
            for (var entry : entries(listed).entrySet()) {
                write(zip, entry.getKey(), entry.getKey().equals(sheet) ? "xl/other.xml" : null, entry.getValue());
            }
            write(zip, "xl/harmless.xml", sheet, entries(harmless).get(sheet));
        }
        Path file = Files.write(directory.resolve("exchanged"), bytes.toByteArray());
        assertThat(SheetText.read(file)).contains(SAID).doesNotContain("19491231");
        assertThat(refusal(bytes.toByteArray(), "a.xlsx").errors())
                .extracting(Problem.Item::code)
                .containsExactly("file.damaged");
    }

    private static Map<String, byte[]> entries(byte[] file) throws IOException {
        var entries = new LinkedHashMap<String, byte[]>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
        return entries;
    }

    /**
     * @param other name in the additional field, {@code null} for none
     */
    private static void write(ZipOutputStream zip, String name, String other, byte[] content) throws IOException {
        var entry = new ZipEntry(name);
        if (other != null) {
            var sum = new CRC32();
            sum.update(utf8(name));
            entry.setExtra(ByteBuffer.allocate(9 + other.length())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putShort((short) 0x7075)
                    .putShort((short) (5 + other.length()))
                    .put((byte) 1)
                    .putInt((int) sum.getValue())
                    .put(utf8(other))
                    .array());
        }
        zip.putNextEntry(entry);
        zip.write(content);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../a.pdf",
                "a/b.pdf",
                "a\\b.pdf",
                "C:a.pdf",
                ".htaccess",
                "..",
                "a.pdf\0",
                "a\nb.pdf",
                "con.pdf",
                "LPT1.txt",
                "a.pdf ",
                "a.pdf.",
                "\u202efdp.exe",
                "a\u200b.pdf",
                "a|b.pdf",
                "无扩展名",
                "a\"b.pdf"
            })
    void nameThatIsNotSafeEverywhere(String name) {
        assertThat(FileName.fault(name)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"附件1：申请表（2024版）.docx", "a b.pdf", "云民发〔2024〕12号.pdf", "a..b.txt", "𠮷.txt"})
    void usualName(String name) {
        assertThat(FileName.fault(name)).isEmpty();
    }

    @Test
    void nameHasTheLengthThatFileSystemsTake() {
        assertThat(FileName.fault("民".repeat(78) + ".pdf")).isEmpty();
        assertThat(FileName.fault("民".repeat(79) + ".pdf")).isPresent();
    }
}
