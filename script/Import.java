import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Scanner;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Imports files into a running service. Launched by script/import from its source, so it has no dependencies. Texts are for
 * clerks, in Chinese.
 */
final class Import {

    private static final int ACCEPTED = 0;
    private static final int REJECTED = 1;
    private static final int USAGE = 2;
    private static final int REFUSED = 3;
    private static final int UNAVAILABLE = 4;

    private static final String HELP = """
            用法：script/import [选项] 文件...

            先试导入，列出结果，确认后再导入。有退回的行时，表格旁边另存一份标注了错误的表（文件名-退回.xlsx），
            改好后再导入那一份即可，没有改动的行不会重复。

              --kind 种类        如 disclosure、service，或中文名称；不写的按列名判断，ZIP 须写
              --url 地址         服务的地址，缺省为 SUNWINDOW_URL，再缺省为 http://127.0.0.1:8080
              --token-file 文件  存有发布方凭据的文件，缺省用环境变量 SUNWINDOW_TOKEN
              --yes              不试导入，也不再问，直接导入
              --dry-run          只试导入

            文件可以是 XLSX、CSV、TSV、JSON 数组（.json）、NDJSON（.ndjson、.jsonl），或表格连同附件的 ZIP。
            有几个文件的，一个不能导入，其余照常；退出码取各文件中最大的。
            没有终端可以确认、又没有写 --yes 的，只试导入。

            退出码：0 全部可收或已收，1 有退回的行或没有一行，2 用法有误，3 服务拒收文件，4 连接不上或服务暂不可用。""";

    private static final Map<String, String> TYPES = Map.of(
            "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "csv", "text/csv",
            "tsv", "text/tab-separated-values",
            "json", "application/json",
            "ndjson", "application/x-ndjson",
            "jsonl", "application/x-ndjson",
            "zip", "application/zip");

    /** Lines of cases are about persons and not returned. */
    private static final List<String> CASES = List.of("application", "办件");

    private static final List<String> SHEETS = List.of("xlsx", "csv", "tsv");

    /** Rows in which a heading is looked for. */
    private static final int HEADING_ROWS = 30;

    /** Faults that are printed; all are in the marked sheet. */
    private static final int MAX_PRINTED = 200;

    private final boolean isInteractive = Boolean.getBoolean("interactive");
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(20)).build();
    private String kind;
    private String url = System.getenv().getOrDefault("SUNWINDOW_URL", "http://127.0.0.1:8080");
    private String token = System.getenv("SUNWINDOW_TOKEN");
    private boolean isConfirmed;
    private boolean isRehearsal;
    private Map<String, Set<String>> headingsByKind;

    /** Ends the program with a text for its user. */
    private static final class Stop extends RuntimeException {
        private final int code;

        Stop(int code, String message) {
            super(message);
            this.code = code;
        }
    }

    public static void main(String[] arguments) throws Exception {
        int code = ACCEPTED;
        try {
            code = new Import().run(arguments);
        } catch (Stop e) {
            (e.code == ACCEPTED ? System.out : System.err).println(e.getMessage());
            code = e.code;
        } catch (IOException e) {
            System.err.println("没有完成：" + (e.getMessage() == null ? "连接不上服务，请核对地址（--url）" : e.getMessage()));
            code = UNAVAILABLE;
        }
        System.exit(code);
    }

    private int run(String[] arguments) throws Exception {
        var files = new ArrayList<Path>();
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "-h", "--help" -> throw new Stop(ACCEPTED, HELP);
                case "--yes" -> isConfirmed = true;
                case "--dry-run" -> isRehearsal = true;
                case "--kind" -> kind = value(arguments, ++i);
                case "--url" -> url = value(arguments, ++i);
                case "--token-file" -> token = Files.readString(Path.of(value(arguments, ++i)));
                default -> {
                    if (arguments[i].startsWith("-")) {
                        throw new Stop(USAGE, "没有这个选项：" + arguments[i] + "\n\n" + HELP);
                    }
                    files.add(Path.of(arguments[i]));
                }
            }
        }
        if (files.isEmpty()) {
            throw new Stop(USAGE, HELP);
        }
        if (token == null || token.isBlank()) {
            throw new Stop(USAGE, "没有凭据：请设环境变量 SUNWINDOW_TOKEN，或用 --token-file 指明文件。");
        }
        int worst = ACCEPTED;
        for (Path file : files) {
            worst = Math.max(worst, attempt(file));
        }
        return worst;
    }

    /** Imports a file; one that cannot be imported does not prevent the others. */
    private int attempt(Path file) throws Exception {
        try {
            return importFile(file);
        } catch (Stop e) {
            System.err.println(file + "：" + e.getMessage());
            return e.code;
        } catch (IOException e) {
            System.err.println(file + "：没有完成：" + (e.getMessage() == null ? "连接不上服务，请核对地址（--url）" : e.getMessage()));
            return UNAVAILABLE;
        }
    }

    private static String value(String[] arguments, int at) {
        if (at == arguments.length) {
            throw new Stop(USAGE, arguments[at - 1] + " 之后缺少值。");
        }
        return arguments[at];
    }

    private int importFile(Path file) throws Exception {
        if (!Files.isRegularFile(file)) {
            throw new Stop(USAGE, "没有这个文件：" + file);
        }
        String extension = extension(file);
        String of = kind == null ? guessed(file, extension) : kind;
        boolean isSheet = (SHEETS.contains(extension) || extension.equals("zip")) && !CASES.contains(of);
        if (!isConfirmed) {
            Counts counts = send(file, extension, of, isSheet, true);
            if (counts.lines() == 0) {
                return REJECTED;
            }
            long rejected = counts.rejected();
            if (isRehearsal || !isInteractive) {
                System.out.println("以上是试导入，没有保存。" + (isRehearsal ? "" : "写 --yes 即导入。"));
                return rejected == 0 ? ACCEPTED : REJECTED;
            }
            System.err.print(rejected == 0 ? "导入？[y/N] " : "导入其余各行？[y/N] ");
            var typed = new Scanner(System.in, StandardCharsets.UTF_8);
            String answer = typed.hasNextLine() ? typed.nextLine().strip() : "";
            if (!answer.equalsIgnoreCase("y")) {
                System.out.println("没有导入。");
                return rejected == 0 ? ACCEPTED : REJECTED;
            }
        }
        Counts counts = send(file, extension, of, isSheet, isRehearsal);
        return counts.lines() > 0 && counts.rejected() == 0 ? ACCEPTED : REJECTED;
    }

    private record Counts(long lines, long rejected) {}

    private static String extension(Path file) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(2);
        }
        String name = file.getFileName().toString();
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (start.length == 2 && start[0] == 'P' && start[1] == 'K') {
            return extension.equals("zip") ? "zip" : "xlsx";
        }
        if (!TYPES.containsKey(extension)) {
            throw new Stop(USAGE, "判断不出格式：" + file + "。文件名应以 .xlsx、.csv、.tsv、.json、.ndjson、.jsonl 或 .zip 结尾。");
        }
        return extension;
    }

    /** Sends a file and prints the result. */
    private Counts send(Path file, String extension, String of, boolean isSheet, boolean isDry) throws Exception {
        long size = Files.size(file);
        var request = request("/imports?kind=" + URLEncoder.encode(of, StandardCharsets.UTF_8) + "&dryRun=" + isDry + (isSheet ? "&report=xlsx" : "&async=false"))
                .header("Content-Type", TYPES.get(extension))
                .POST(HttpRequest.BodyPublishers.fromPublisher(
                        HttpRequest.BodyPublishers.ofInputStream(() -> counted(file, size)), Math.max(1, size)));
        HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        if (isInteractive) {
            System.err.print("\r" + " ".repeat(60) + "\r");
        }
        if (isSheet && response.statusCode() == 406) {
            // a sheet that is one notice has no report
            return send(file, extension, of, false, isDry);
        }
        require(response);
        String run = response.headers().firstValue("Location").orElseThrow();
        String path = "/imports/" + run.substring(run.lastIndexOf('/') + 1);
        Map<?, ?> report = (Map<?, ?>) json(path);
        long rejected = number(report, "rejected");
        System.out.printf(
                "%s（%s%s）：读到 %d 行，新增 %d，变更 %d，未变 %d，撤下 %d，退回 %d，提醒 %d 条。%n",
                file.getFileName(),
                of,
                isDry ? "，试导入" : "",
                number(report, "lines"),
                number(report, "created"),
                number(report, "changed"),
                number(report, "unchanged"),
                number(report, "withdrawn"),
                rejected,
                number(report, "warnings"));
        if (number(report, "lines") == 0) {
            System.out.println(file.getFileName() + " 中没有一行内容，什么也没有导入；请核对是不是这个文件、内容是不是在第一个工作表。");
        }
        print(path);
        if (isSheet && rejected > 0) {
            String name = file.getFileName().toString().replaceFirst("(-退回\\d*)*\\.[^.]*$", "");
            Path marked = file.resolveSibling(name + "-退回.xlsx");
            // what a clerk has mended is not replaced
            for (int i = 2; Files.exists(marked); i++) {
                marked = file.resolveSibling(name + "-退回" + i + ".xlsx");
            }
            Files.write(marked, response.body());
            System.out.println("标注了错误的表：" + marked);
        }
        return new Counts(number(report, "lines"), rejected);
    }

    private InputStream counted(Path file, long size) {
        try {
            return new FilterInputStream(Files.newInputStream(file)) {
                private long sent;

                @Override
                public int read(byte[] target, int from, int length) throws IOException {
                    int read = super.read(target, from, length);
                    sent += Math.max(0, read);
                    if (isInteractive && size > 0) {
                        int tenths = (int) (sent * 40 / size);
                        System.err.printf(
                                "\r[%s%s] %3d%%", "#".repeat(tenths), " ".repeat(40 - tenths), sent * 100 / size);
                    }
                    return read;
                }
            };
        } catch (IOException e) {
            throw new Stop(USAGE, "读不出文件：" + file);
        }
    }

    private void print(String path) throws Exception {
        int printed = 0;
        Object next = null;
        do {
            Map<?, ?> page = (Map<?, ?>) json(path + "/rejects" + (next == null ? "" : "?after=" + next));
            for (Object each : (List<?>) page.get("items")) {
                if (++printed > MAX_PRINTED) {
                    System.out.println("  ……其余不再列出");
                    return;
                }
                Map<?, ?> item = (Map<?, ?>) each;
                System.out.println("  " + text(item));
            }
            next = page.get("next");
        } while (next != null);
    }

    private static String text(Map<?, ?> item) {
        Object label = item.get("label") == null ? item.get("field") : item.get("label");
        Object value = item.get("value") == null ? item.get("excerpt") : item.get("value");
        return ("WARNING".equals(item.get("severity")) ? "提醒：" : "")
                + "第 " + item.get("lineNo") + " 行"
                + (label == null ? "" : " " + label) + "：" + item.get("message")
                + (value == null ? "" : "（所填：" + value + "）");
    }

    private static long number(Map<?, ?> of, String name) {
        return ((Number) of.get(name)).longValue();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url.replaceFirst("/+$", "") + "/api/v1" + path))
                .header("Authorization", "Bearer " + token.strip());
    }

    private Object json(String path) throws Exception {
        HttpResponse<byte[]> response = http.send(request(path).build(), HttpResponse.BodyHandlers.ofByteArray());
        require(response);
        return new Json(new String(response.body(), StandardCharsets.UTF_8)).value();
    }

    /** Ends with what the service says, unless it has done what was asked. */
    private static void require(HttpResponse<byte[]> response) {
        if (response.statusCode() < 300) {
            return;
        }
        var text = new StringBuilder("服务没有接收（" + response.statusCode() + "）");
        if (response.headers().firstValue("Content-Type").orElse("").contains("json")) {
            Map<?, ?> problem =
                    (Map<?, ?>) new Json(new String(response.body(), StandardCharsets.UTF_8)).value();
            text.append("：").append(problem.get("detail"));
            if (problem.get("errors") instanceof List<?> errors) {
                errors.forEach(error -> text.append("\n  ").append(((Map<?, ?>) error).get("message")));
            }
        }
        throw new Stop(response.statusCode() < 500 ? REFUSED : UNAVAILABLE, text.toString());
    }

    /** Returns the kind most of whose names are in the heading, or among the fields, of a file. */
    private String guessed(Path file, String extension) throws Exception {
        if (extension.equals("zip")) {
            throw new Stop(USAGE, "ZIP 须用 --kind 指明种类：" + String.join("、", kinds()));
        }
        List<Set<String>> rows = new ArrayList<>();
        if (extension.equals("xlsx")) {
            rows.addAll(Sheets.rows(file, "xl/worksheets/sheet1.xml"));
        } else {
            rows.addAll(textRows(file, SHEETS.contains(extension)));
        }
        var scores = new TreeMap<String, Integer>();
        for (var of : headings().entrySet()) {
            int best = rows.stream()
                    .mapToInt(row -> (int) row.stream().filter(of.getValue()::contains).count())
                    .max()
                    .orElse(0);
            scores.put(of.getKey(), best);
        }
        int most = scores.values().stream().max(Integer::compare).orElse(0);
        List<String> candidates = scores.entrySet().stream()
                .filter(score -> score.getValue() == most)
                .map(Map.Entry::getKey)
                .toList();
        String name = file.getFileName().toString();
        List<String> named = candidates.stream().filter(name::contains).toList();
        List<String> left = candidates.size() > 1 && named.size() == 1 ? named : candidates;
        if (most < 2 || left.size() != 1) {
            throw new Stop(
                    USAGE,
                    "判断不出 " + name + " 是哪一种类，请用 --kind 指明：" + String.join("、", most < 2 ? scores.keySet() : left));
        }
        return left.getFirst();
    }

    private static List<Set<String>> textRows(Path file, boolean isSheet) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(64 * 1024);
        }
        String text = decoded(start);
        if (!isSheet) {
            int from = text.indexOf('{');
            var keys = new HashSet<String>();
            if (from >= 0 && new Json(text.substring(from)).firstKeys() instanceof Set<String> found) {
                keys.addAll(found);
            }
            return List.of(keys);
        }
        return text.lines()
                .limit(HEADING_ROWS)
                .map(line -> (Set<String>) new HashSet<>(
                        Arrays.stream(line.split("[,\t;，]")).map(Import::plain).toList()))
                .toList();
    }

    /** The end may be the half of a character. */
    private static String decoded(byte[] start) {
        for (int cut = 0; cut < 4 && cut < start.length; cut++) {
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(start, 0, start.length - cut))
                        .toString()
                        .replace("\uFEFF", "");
            } catch (CharacterCodingException e) {
                // another length, or another encoding
            }
        }
        return new String(start, Charset.forName("GB18030"));
    }

    private static String plain(String heading) {
        return heading.replaceAll("[(（\\[【].*?[)）\\]】]|[\\s*\"]", "");
    }

    /** Names of the fields of all kinds, from the explanations in their templates. */
    private Map<String, Set<String>> headings() throws Exception {
        if (headingsByKind == null) {
            headingsByKind = new LinkedHashMap<>();
            for (String each : kinds()) {
                var response = http.send(
                        request("/imports/template?kind=" + URLEncoder.encode(each, StandardCharsets.UTF_8))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
                require(response);
                Path template = Files.createTempFile("import-", ".xlsx");
                try {
                    Files.write(template, response.body());
                    var names = new HashSet<String>();
                    Sheets.rows(template, "xl/worksheets/sheet2.xml").forEach(names::addAll);
                    headingsByKind.put(each, names);
                } finally {
                    Files.delete(template);
                }
            }
        }
        return headingsByKind;
    }

    private List<String> kinds() throws Exception {
        HttpResponse<byte[]> response = http.send(
                request("/imports/template").build(), HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 400) {
            require(response);
        }
        Map<?, ?> problem =
                (Map<?, ?>) new Json(new String(response.body(), StandardCharsets.UTF_8)).value();
        return ((List<?>) problem.get("errors"))
                .stream()
                        .map(error -> String.valueOf(((Map<?, ?>) error).get("message")))
                        .filter(message -> message.contains("："))
                        .flatMap(message -> Arrays.stream(message.substring(message.indexOf('：') + 1).split("、")))
                        .toList();
    }

    /** Reads the texts of a sheet in a workbook. */
    private static final class Sheets {

        /** Explanations of templates are longer than headings. */
        private static final int MAX_ROWS = 400;

        static List<Set<String>> rows(Path file, String sheet) throws IOException {
            var entries = new HashMap<String, byte[]>();
            try (var zip = new ZipFile(file.toFile())) {
                for (String name : List.of(sheet, "xl/sharedStrings.xml")) {
                    ZipEntry entry = zip.getEntry(name);
                    if (entry != null) {
                        entries.put(name, zip.getInputStream(entry).readAllBytes());
                    }
                }
            } catch (ZipException e) {
                throw new Stop(REFUSED, "文件损坏，或不是 .xlsx。");
            }
            try {
                return entries.containsKey(sheet)
                        ? rows(entries.get(sheet), shared(entries.get("xl/sharedStrings.xml")))
                        : List.of();
            } catch (XMLStreamException e) {
                throw new Stop(REFUSED, "文件损坏，或不是 .xlsx。");
            }
        }

        private static XMLStreamReader reader(byte[] xml) throws XMLStreamException {
            XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_COALESCING, true);
            return factory.createXMLStreamReader(new ByteArrayInputStream(xml));
        }

        private static List<String> shared(byte[] xml) throws XMLStreamException {
            var texts = new ArrayList<String>();
            if (xml == null) {
                return texts;
            }
            var text = new StringBuilder();
            XMLStreamReader reader = reader(xml);
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamConstants.CHARACTERS) {
                    text.append(reader.getText());
                } else if (event == XMLStreamConstants.END_ELEMENT && reader.getLocalName().equals("si")) {
                    texts.add(text.toString());
                    text.setLength(0);
                }
            }
            return texts;
        }

        private static List<Set<String>> rows(byte[] xml, List<String> shared) throws XMLStreamException {
            var rows = new ArrayList<Set<String>>();
            Set<String> row = new HashSet<>();
            boolean isShared = false;
            var text = new StringBuilder();
            XMLStreamReader reader = reader(xml);
            while (reader.hasNext() && rows.size() < MAX_ROWS) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        if (reader.getLocalName().equals("c")) {
                            isShared = "s".equals(reader.getAttributeValue(null, "t"));
                            text.setLength(0);
                        }
                    }
                    case XMLStreamConstants.CHARACTERS -> text.append(reader.getText());
                    case XMLStreamConstants.END_ELEMENT -> {
                        if (reader.getLocalName().equals("c")) {
                            String cell = isShared ? shared.get(Integer.parseInt(text.toString().strip())) : text.toString();
                            Arrays.stream(cell.split("、")).map(Import::plain).forEach(row::add);
                        } else if (reader.getLocalName().equals("row")) {
                            rows.add(row);
                            row = new HashSet<>();
                        }
                    }
                    default -> {}
                }
            }
            return rows;
        }
    }

    /** Reads the JSON of the service: objects as maps, arrays as lists. */
    private static final class Json {

        private final String text;
        private int at;

        Json(String text) {
            this.text = text;
        }

        Object value() {
            char c = next();
            switch (c) {
                case '{' -> {
                    var object = new LinkedHashMap<String, Object>();
                    at++;
                    while (next() != '}') {
                        String name = string();
                        next();
                        at++;
                        object.put(name, value());
                        skipComma();
                    }
                    at++;
                    return object;
                }
                case '[' -> {
                    var array = new ArrayList<Object>();
                    at++;
                    while (next() != ']') {
                        array.add(value());
                        skipComma();
                    }
                    at++;
                    return array;
                }
                case '"' -> {
                    return string();
                }
                default -> {
                    int from = at;
                    while (at < text.length() && ",]} \n\r\t".indexOf(text.charAt(at)) < 0) {
                        at++;
                    }
                    return scalar(text.substring(from, at));
                }
            }
        }

        private static Object scalar(String word) {
            return switch (word) {
                case "true" -> true;
                case "false" -> false;
                case "null" -> null;
                default -> word.matches("-?\\d{1,18}") ? (Number) Long.valueOf(word) : (Number) Double.valueOf(word);
            };
        }

        /** Returns the keys of the object at the beginning, as far as the text reaches. */
        Set<String> firstKeys() {
            var keys = new HashSet<String>();
            try {
                at = text.indexOf('{') + 1;
                while (next() != '}') {
                    keys.add(string());
                    next();
                    at++;
                    value();
                    skipComma();
                }
            } catch (StringIndexOutOfBoundsException | NumberFormatException e) {
                // the first record is longer than what was read
            }
            return keys;
        }

        private char next() {
            while (Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            return text.charAt(at);
        }

        private void skipComma() {
            if (next() == ',') {
                at++;
            }
        }

        private String string() {
            var string = new StringBuilder();
            next();
            for (at++; text.charAt(at) != '"'; at++) {
                char c = text.charAt(at);
                if (c != '\\') {
                    string.append(c);
                    continue;
                }
                c = text.charAt(++at);
                switch (c) {
                    case 'n' -> string.append('\n');
                    case 't' -> string.append('\t');
                    case 'r' -> string.append('\r');
                    case 'b' -> string.append('\b');
                    case 'f' -> string.append('\f');
                    case 'u' -> {
                        string.append((char) Integer.parseInt(text.substring(at + 1, at + 5), 16));
                        at += 4;
                    }
                    default -> string.append(c);
                }
            }
            at++;
            return string.toString();
        }
    }
}
