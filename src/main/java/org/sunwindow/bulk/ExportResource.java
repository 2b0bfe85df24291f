package org.sunwindow.bulk;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.sunwindow.Settings;
import org.sunwindow.bulk.ExportFiles.Export;
import org.sunwindow.bulk.ExportList.KindExport;
import org.sunwindow.http.AcceptEncoding;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.http.Problems;
import org.sunwindow.http.file.FileResponse;
import org.sunwindow.http.file.FileResponse.Wanted;
import org.sunwindow.http.parameter.StrictParameters;
import org.sunwindow.index.Freshness;
import org.sunwindow.index.PublicLog;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;
import org.sunwindow.read.AsOf;
import org.sunwindow.read.ComputedReads;

/** Exports of whole kinds, and the hash trees by which a copy is compared. Never uses the database. */
@Path("/exports")
@Tag(name = "Bulk")
@APIResponse(responseCode = "default", ref = "Problem")
class ExportResource {

    private static final String KIND = "种类";
    private static final String TAG = "上次回答的 ETag；内容未变时回答 304";
    private static final CompletionStage<Boolean> AT_ONCE = CompletableFuture.completedStage(true);
    private static final String NOT_BEFORE = "notBefore";
    private static final String KEY = "key";
    private static final String PREFIX = "prefix";
    private static final int MAX_KEY = 200;
    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{0," + HashTree.MAX_PREFIX + "}");

    private final ExportFiles files;
    private final HashTrees trees;
    private final ComputedReads reads;
    private final Freshness freshness;
    private final Kinds kinds;
    private final Clock clock;
    private final ZoneId zone;

    ExportResource(
            ExportFiles files,
            HashTrees trees,
            ComputedReads reads,
            Freshness freshness,
            Kinds kinds,
            Clock clock,
            Settings settings) {
        this.files = files;
        this.trees = trees;
        this.reads = reads;
        this.freshness = freshness;
        this.kinds = kinds;
        this.clock = clock;
        this.zone = settings.zone();
    }

    @GET
    @Operation(
            operationId = "listExports",
            summary = "取导出文件的目录",
            description = "各种类现有多少条公开的记录、散列树的根和导出文件的地址，都出自同一修订。从 cursor 起取变更，正好接在这一修订之后。")
    @APIResponse(
            responseCode = "200",
            description = "目录",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ExportList.class)))
    @APIResponse(responseCode = "304", description = "内容未变，与 If-None-Match 所列相同")
    public CompletionStage<Response> list(
            @Context UriInfo uri,
            @Parameter(description = TAG) @HeaderParam(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        StrictParameters.of(uri).end();
        return reads.log(AT_ONCE, ExportList.class, ifNoneMatch, log -> {
            var items = new ArrayList<KindExport>();
            for (Kind<?> kind : kinds.all()) {
                HashTree tree = trees.of(kind, log);
                items.add(KindExport.of(kind, tree, files.formats()));
            }
            return new ExportList(items, cursor(log), AsOf.of(log.position(), zone));
        });
    }

    @GET
    @Path("/{kind}.{format}")
    @Problems({
        ProblemCode.PATH_NOT_FOUND,
        ProblemCode.CURSOR_INVALID,
        ProblemCode.CURSOR_TOO_OLD,
        ProblemCode.RANGE_NOT_SATISFIABLE,
        ProblemCode.EXPORT_PENDING
    })
    @Operation(
            operationId = "downloadExport",
            summary = "下载一个种类的全部记录",
            description =
                    "某一修订时公开的全部记录，依编号排列：NDJSON 每行一条；changes 每行一条变更（与取变更所得的相同，带规范编号），用来建立副本；CSV（UTF-8，带 BOM）和 XLSX 可以直接打开，也可以原样再导入。可以只取一段（Range）、以 ETag 续传；接受 gzip 的，回答压缩的。"
                            + "Sunwindow-Revision 是所依据的修订，从 Sunwindow-Cursor 起取变更，正好接在其后。"
                            + "文件在要时生成，一分钟内可能不含最新的新增和修改，但绝不含已撤下和到期的。")
    @Parameter(
            name = "kind",
            in = ParameterIn.PATH,
            description = KIND,
            example = "disclosure",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "format",
            in = ParameterIn.PATH,
            description = "格式",
            example = "ndjson",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"ndjson", "changes", "csv", "xlsx"}))
    @Parameter(
            name = NOT_BEFORE,
            in = ParameterIn.QUERY,
            description = "变更的标记：文件须含有它之前的全部变更，才能从它起续取；取几个种类时，先取导出文件的目录，以其中的 cursor 为 notBefore",
            schema = @Schema(type = SchemaType.STRING, maxLength = ChangeCursor.MAX_ENCODED))
    @APIResponse(
            responseCode = "200",
            description = "文件",
            headers = {
                @Header(
                        name = "Sunwindow-Revision",
                        description = "所依据的修订",
                        schema = @Schema(type = SchemaType.STRING)),
                @Header(name = "Sunwindow-Cursor", description = "续取变更的标记", schema = @Schema(type = SchemaType.STRING)),
                @Header(name = "Sunwindow-Root", description = "散列树的根", schema = @Schema(type = SchemaType.STRING))
            },
            content = @Content(mediaType = "*/*", schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(
            responseCode = "206",
            description = "文件的一段",
            content = @Content(mediaType = "*/*", schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "304", description = "与 If-None-Match 所列的相同")
    public CompletionStage<Response> download(
            @PathParam("kind") String kind,
            @PathParam("format") String format,
            @Parameter(description = "要取的一段，只支持一段", example = "bytes=0-1023") @HeaderParam("Range") String range,
            @Parameter(description = "上次回答的 ETag；文件变了则取全部") @HeaderParam("If-Range") String ifRange,
            @Parameter(description = "上次回答的 ETag；相同时回答 304") @HeaderParam(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.ACCEPT_ENCODING) String encodings,
            @Context UriInfo uri) {
        return response(kind, format, new Wanted(range, ifRange, ifNoneMatch, true), encodings, uri);
    }

    @HEAD
    @Path("/{kind}.{format}")
    @Operation(hidden = true)
    public CompletionStage<Response> head(
            @PathParam("kind") String kind,
            @PathParam("format") String format,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch,
            @HeaderParam(HttpHeaders.ACCEPT_ENCODING) String encodings,
            @Context UriInfo uri) {
        return response(kind, format, new Wanted(null, null, ifNoneMatch, false), encodings, uri);
    }

    private CompletionStage<Response> response(
            String name, String extension, Wanted wanted, String encodings, UriInfo uri) {
        boolean gzip = AcceptEncoding.takesGzip(encodings);
        var parameters = StrictParameters.of(uri);
        ChangeCursor notBefore = parameters
                .text(NOT_BEFORE, ChangeCursor.MAX_ENCODED)
                .map(text -> ChangeCursor.decode(NOT_BEFORE, text))
                .orElse(null);
        parameters.end();
        Kind<?> kind = kind(name);
        ExportFormat format =
                ExportFormat.of(extension).filter(files.formats()::contains).orElseThrow(ExportResource::unknown);
        return (freshness.holds(clock.instant())
                        ? files.get(kind, format, notBefore)
                        : freshness.awaitPoll().thenCompose(polled -> files.get(kind, format, notBefore)))
                .thenApply(export -> answer(export, kind, format, wanted, gzip));
    }

    private static Response answer(Export export, Kind<?> kind, ExportFormat format, Wanted wanted, boolean gzip) {
        WrittenFile written = export.written();
        boolean compressed = gzip && written.gzip() != null;
        Response file = new FileResponse(
                        compressed ? written.gzip() : written.file(),
                        compressed ? written.gzipSize() : written.size(),
                        format.mediaType,
                        (compressed ? "\"%s-gzip\"" : "\"%s\"").formatted(written.hash()),
                        // what is withdrawn must not be offered again
                        "no-cache",
                        "attachment; filename=\"%s.%s\"".formatted(kind.name(), format.extension))
                .answer(wanted);
        if (file.getStatus() >= Response.Status.BAD_REQUEST.getStatusCode()) {
            return file;
        }
        var response = Response.fromResponse(file)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                .header("Sunwindow-Revision", export.position().revision())
                .header("Sunwindow-Cursor", export.cursor().encode())
                .header("Sunwindow-Root", export.root());
        return (compressed ? response.header(HttpHeaders.CONTENT_ENCODING, "gzip") : response).build();
    }

    private Kind<?> kind(String name) {
        Kind<?> kind = kinds.get(name);
        if (kind == null) {
            throw unknown();
        }
        return kind;
    }

    private static ProblemException unknown() {
        return new ProblemException(ProblemCode.PATH_NOT_FOUND, "没有这个导出文件。地址见 GET /api/v1/exports。");
    }

    @GET
    @Path("/{kind}/tree")
    @Problems(ProblemCode.PATH_NOT_FOUND)
    @Operation(
            operationId = "getExportTree",
            summary = "取散列树的节点",
            description =
                    "用来核对副本，找出不同的记录，或者证明一个编号没有公开的记录。每条记录是一片叶子：key 是规范编号（UTF-8）的 SHA-256，hash 是记录的规范 JSON（RFC 8785）的 SHA-256。"
                            + "一个节点含有 key 以同一前缀（十六进制）开头的叶子，依 key 排列：至多 16 片时列出叶子，其散列是字节 00 与各叶子的 key、hash 相接的 SHA-256；"
                            + "多于 16 片时有 16 个子节点，依下一位数字排列，其散列是字节 01 与各子节点的散列相接的 SHA-256。空前缀的节点是根。")
    @Parameter(
            name = "kind",
            in = ParameterIn.PATH,
            description = KIND,
            example = "disclosure",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = PREFIX,
            in = ParameterIn.QUERY,
            description = "节点的前缀，十六进制小写数字，可重复，最多 50 个；缺省为根",
            example = "3f",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class))
    @Parameter(
            name = KEY,
            in = ParameterIn.QUERY,
            description = "编号：回答从根到它所在（或应在）的节点的各个节点；不能与 prefix 同用",
            example = "d-2026-0001",
            schema = @Schema(type = SchemaType.STRING, maxLength = MAX_KEY))
    @APIResponse(
            responseCode = "200",
            description = "节点",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = TreeNodes.class)))
    @APIResponse(responseCode = "304", description = "内容未变，与 If-None-Match 所列相同")
    public CompletionStage<Response> tree(
            @PathParam("kind") String name,
            @Context UriInfo uri,
            @Parameter(description = TAG) @HeaderParam(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        var parameters = StrictParameters.of(uri);
        List<String> prefixes = parameters.texts(PREFIX, HashTree.MAX_PREFIX);
        String key = parameters.text(KEY, MAX_KEY).orElse(null);
        if (!prefixes.stream().allMatch(prefix -> DIGITS.matcher(prefix).matches())) {
            parameters.wrong(PREFIX, "format", "应为至多 %d 位十六进制小写数字".formatted(HashTree.MAX_PREFIX));
        }
        if (key != null && !prefixes.isEmpty()) {
            parameters.wrong(KEY, "exclusive", "不能与 prefix 同用");
        }
        parameters.end();
        var asked = new Asked(kind(name), prefixes, key);
        return reads.log(AT_ONCE, asked, ifNoneMatch, log -> nodes(asked, log));
    }

    /** What is asked of a tree. */
    private record Asked(Kind<?> kind, List<String> prefixes, String key) {}

    private TreeNodes nodes(Asked asked, PublicLog log) {
        HashTree tree = trees.of(asked.kind(), log);
        List<String> prefixes = asked.prefixes().isEmpty() ? List.of("") : asked.prefixes();
        return new TreeNodes(
                asked.kind().name(),
                tree.root(),
                tree.records(),
                asked.key() == null
                        ? prefixes.stream().map(tree::node).toList()
                        : tree.path(asked.kind().key(asked.key())),
                cursor(log),
                AsOf.of(log.position(), zone));
    }

    private static String cursor(PublicLog log) {
        return ChangeCursor.upTo(log.position().storeId(), log.position().revision(), log.now())
                .encode();
    }
}
