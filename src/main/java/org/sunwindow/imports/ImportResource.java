package org.sunwindow.imports;

import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.sunwindow.http.IdempotencyKey;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.http.Problems;
import org.sunwindow.http.parameter.StrictParameters;
import org.sunwindow.imports.format.FileFormat;
import org.sunwindow.imports.format.GzippedLines;
import org.sunwindow.imports.format.UploadedForm;
import org.sunwindow.imports.run.ImportReport;
import org.sunwindow.imports.snapshot.Snapshots;
import org.sunwindow.index.IndexRevisions;
import org.sunwindow.publisher.Publisher;
import org.sunwindow.publisher.Publishers;

/** Imports of publishers. */
@Path("/imports")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Publishing")
@SecurityRequirement(name = "publisher")
@APIResponse(responseCode = "default", ref = "Problem")
class ImportResource {

    /** Longest wait for the imported records to become visible on this instance. */
    private static final Duration MAX_INDEX_WAIT = Duration.ofSeconds(2);

    static final Duration RETRY = Duration.ofSeconds(10);
    private final OpenImports open = new OpenImports();
    private final Publishers publishers;
    private final Importer importer;
    private final IndexRevisions index;
    private final BackgroundImports background;
    private final ImportRequests requests;
    private final ImportKeys keys;

    ImportResource(
            Publishers publishers,
            Importer importer,
            IndexRevisions index,
            BackgroundImports background,
            ImportRequests requests,
            ImportKeys keys) {
        this.publishers = publishers;
        this.importer = importer;
        this.background = background;
        this.requests = requests;
        this.keys = keys;
        this.index = index;
    }

    @POST
    @Blocking
    @Consumes({
        FileFormat.NDJSON_TYPE,
        "application/ndjson",
        "application/jsonl",
        FileFormat.JSON_TYPE,
        FileFormat.CSV_TYPE,
        FileFormat.TSV_TYPE,
        FileFormat.XLSX_TYPE,
        FileFormat.ZIP_TYPE,
        "application/x-zip-compressed",
        MediaType.MULTIPART_FORM_DATA
    })
    @Produces({MediaType.APPLICATION_JSON, FileFormat.XLSX_TYPE, FileFormat.CSV_TYPE})
    @Problems({
        ProblemCode.IMPORT_FAULTS,
        ProblemCode.PUBLISHER_KIND,
        ProblemCode.IDEMPOTENCY_KEY_IN_USE,
        ProblemCode.IMPORT_FILE,
        ProblemCode.IDEMPOTENCY_KEY_REUSED,
        ProblemCode.BUSY
    })
    @Operation(
            operationId = "importLines",
            summary = "导入一批数据",
            description =
                    "请求体为 NDJSON（UTF-8，每行一条记录，行数不限）、JSON 数组，或表格：CSV、TSV（UTF-8、GB18030、UTF-16，自动识别）、XLSX，或表格连同附件的 ZIP；可用 gzip 压缩（Content-Encoding: gzip）。"
                            + "表格的列名为字段的中文名、惯用列名或字段名，次序不限，模板见 /imports/template；列名认不出的列和重复的列不导入，并有提醒。"
                            + "XLSX 的第一个工作表每行一条记录；其后的工作表以列表字段（如申请材料）命名的，为各条记录的列表，以公示的编号或标题命名的，为它的表格。"
                            + "ZIP 中最上层放一个表格，附件列写其他文件的文件名：文件与上传附件同样检查，随写到它的行收下；找不到或不收的文件，该行退回。按编号新增或变更，重复导入同一文件不产生变化。"
                            + "形如 {\"withdraw\": \"编号\", \"reason\": \"原因\"} 的行撤下一条记录，两秒内在各处停止公开，不等待此前的批量导入编入检索。"
                            + "更正须立即停止公开的内容（如误公开的个人信息）时，先写撤下行，再写更正后的记录，可在同一文件中。"
                            + "记录属于首次报送它的发布方，其他发布方报送同一编号的行退回（publisher.foreign），原有记录不变。"
                            + "有误的行退回，不影响其他行；回答列出各类行数，退回原因和对已收下的行的提醒见 /imports/{id}/rejects。"
                            + "政府信息须标识公开属性：未标识的退回，依申请公开的只收名称和申请方式，不予公开的不收录，已公开的随即撤下。"
                            + "含有个人信息的行一律退回，内容不保存，见 /quarantine。"
                            + "report=xlsx（或 Accept 写明 XLSX）时回答标注表：报送的表格，各行不变，右边加错误、建议、提醒三列，有误的单元格着色；改好后可直接再报送，这三列不导入，没有改动的行计为未变。"
                            + "标注表中含个人信息的单元格已遮盖，须另行填写；办件没有标注表。也可以表单（multipart/form-data）上传：文件在字段 file 中，参数在地址或其他字段中。")
    @Parameter(
            name = "kind",
            in = ParameterIn.QUERY,
            required = true,
            description = "种类",
            example = "disclosure",
            // ContractFilter lists all kinds
            schema = @Schema(type = SchemaType.STRING, enumeration = "disclosure"))
    @Parameter(
            name = "dryRun",
            in = ParameterIn.QUERY,
            description = "为 true 时只检查并报告结果，不保存",
            example = "true",
            schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
    @Parameter(
            name = "async",
            in = ParameterIn.QUERY,
            description =
                    "为 true 时收完即答（202），在后台导入；为 false 时导入完再答。没有写的，Content-Length 超过 16 MiB（可设置）的在后台导入。全量文件和标注表须导入完再答，不能写 true",
            example = "true",
            schema = @Schema(type = SchemaType.BOOLEAN))
    @Parameter(
            name = "fileName",
            in = ParameterIn.QUERY,
            description = "文件名，记入这次导入，以后可据以找到；不得含有个人信息",
            example = "办事指南2026年11月.xlsx",
            schema = @Schema(type = SchemaType.STRING, maxLength = SentFileName.MAX))
    @Parameter(
            name = "mode",
            in = ParameterIn.QUERY,
            description =
                    "文件是什么：delta 只有新增和变更的记录；snapshot 是本方这一种类的全部记录（全量），文件中没有的本方记录随后撤下，办件和节假日不用。"
                            + "已过公开期限的、导入期间有变化的不撤。没有收下一条记录、有退回的行读不出编号、超过 100 万条、没有收完，"
                            + "或没有的超过 maxMissing 时，都不撤下，各行照常导入，并有提醒 snapshot.refused。没有的记录至多列出 100 条（snapshot.missing），条数见 missing；试导入时也列出",
            example = "delta",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {Snapshots.DELTA, Snapshots.SNAPSHOT},
                            defaultValue = Snapshots.DELTA))
    @Parameter(
            name = "maxMissing",
            in = ParameterIn.QUERY,
            description = "全量文件中至多可以没有的本方记录，占导入前的百分比；超过的不撤下",
            example = "10",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "0", maximum = "100", defaultValue = "10"))
    @Parameter(
            name = "report",
            in = ParameterIn.QUERY,
            description = "回答标注表而不是 JSON：报送的表格加上错误、建议、提醒三列，格式为 xlsx 或 csv；只用于报送表格。计数在 Import-Summary 头中",
            example = ImportRequest.XLSX,
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {ImportRequest.XLSX, ImportRequest.CSV}))
    @Parameter(
            name = IdempotencyKey.HEADER,
            in = ParameterIn.HEADER,
            description =
                    "本次请求的标识，由发布方自定，如 UUID（draft-ietf-httpapi-idempotency-key-header）。没有收到回答时以同一标识重发同一文件，一天之内得到前一次导入（的结果），不另行导入；"
                            + "前一次还没有收完的，回答 409（idempotency-key.in-use）；中断的，重发即重新导入；用于另一文件或另样参数的，回答 422（idempotency-key.reused）。"
                            + "不能与 report 同时使用。可加双引号，也可不加",
            example = "\"0b9d37a4-6d0c-4a5e-9a44-54b1d1a5a0f7\"",
            schema = @Schema(type = SchemaType.STRING, maxLength = IdempotencyKey.MAX_LENGTH + 2))
    @RequestBody(
            required = true,
            description = "NDJSON、JSON 数组、表格，或含有其一的表单",
            content = {
                @Content(
                        mediaType = FileFormat.NDJSON_TYPE,
                        schema = @Schema(type = SchemaType.STRING),
                        examples = @ExampleObject(name = "一条政府信息", value = """
                                                    {"indexNo":"990100001/202611-00001","title":"关于开展冬季救助的通知","publisher":"云川市民政局","publishedAt":"2026-11-20 09:00:00","disclosureAttribute":"主动公开","body":"各区民政局：……"}""")),
                @Content(
                        mediaType = FileFormat.JSON_TYPE,
                        schema = @Schema(type = SchemaType.ARRAY, implementation = Object.class),
                        examples =
                                @ExampleObject(
                                        name = "一条热线",
                                        value =
                                                "[{\"id\":\"hot-yc-12345\",\"name\":\"政务服务便民热线\",\"number\":\"12345\"}]")),
                @Content(
                        mediaType = FileFormat.CSV_TYPE,
                        schema = @Schema(type = SchemaType.STRING),
                        examples = @ExampleObject(name = "一条热线", value = "编号,名称,号码\nhot-yc-12345,政务服务便民热线,12345\n")),
                @Content(
                        mediaType = FileFormat.TSV_TYPE,
                        schema = @Schema(type = SchemaType.STRING),
                        examples =
                                @ExampleObject(name = "一条热线", value = "编号\t名称\t号码\nhot-yc-12345\t政务服务便民热线\t12345\n")),
                @Content(
                        mediaType = FileFormat.XLSX_TYPE,
                        schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(
                        mediaType = FileFormat.ZIP_TYPE,
                        schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(
                        mediaType = MediaType.MULTIPART_FORM_DATA,
                        schema = @Schema(implementation = ImportForm.class),
                        examples =
                                @ExampleObject(
                                        name = "一条热线",
                                        value =
                                                "{\"kind\":\"hotline\",\"dryRun\":\"true\",\"file\":\"编号,名称,号码\\nhot-yc-12345,政务服务便民热线,12345\\n\"}"))
            })
    @APIResponse(
            responseCode = "201",
            description = "已导入；Location 为这次导入的地址",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = ImportReport.class)),
                @Content(
                        mediaType = FileFormat.XLSX_TYPE,
                        schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = FileFormat.CSV_TYPE, schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(
            responseCode = "202",
            description = "已收下，在后台导入；Location 为这次导入的地址，可取进度和结果",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ImportReport.class)))
    public Response importLines(
            @Context UriInfo uri,
            @Context HttpServerRequest request,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_ENCODING) String encoding,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_TYPE) String type,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_LENGTH) @DefaultValue("0") long length,
            @Context HttpHeaders headers,
            InputStream sent) {
        Publisher publisher = publishers.of(request);
        // http.RequestChecks has refused all other encodings
        boolean gzipped = "gzip".equalsIgnoreCase(encoding);
        List<MediaType> accepted = headers.getAcceptableMediaTypes();
        try (ImportResult result = UploadedForm.isForm(type)
                ? ofForm(publisher, uri, request, accepted, type, gzipped, sent)
                : ofBody(publisher, uri, request, accepted, type, gzipped, length, new BodyDigest(sent))) {
            Long revision = result.run().revision();
            if (revision != null) {
                index.awaitRevision(revision, MAX_INDEX_WAIT);
            }
            return result.response(uri, index);
        } catch (Importer.Interrupted e) {
            throw ImportFailures.interrupted(e);
        } catch (IOException e) {
            throw ImportFailures.unread(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private ImportResult ofBody(
            Publisher publisher,
            UriInfo uri,
            HttpServerRequest request,
            List<MediaType> accepted,
            String type,
            boolean gzipped,
            long length,
            BodyDigest sent)
            throws IOException, Importer.Interrupted {
        ImportRequest read = requests.read(StrictParameters.of(uri), accepted, FileFormat.of(type), length, publisher);
        ImportRequest asked = keys.keyed(read, request, publisher, sent);
        enter(publisher.name());
        try {
            Optional<ImportReport> earlier = keys.earlier(asked, sent);
            if (earlier.isPresent()) {
                return new ImportResult(earlier.get(), asked, null);
            }
            if (asked.async()) {
                // waits as it was sent
                ImportReport run = background.receive(asked.order(publisher, gzipped), length, sent);
                return new ImportResult(run, asked, null);
            }
            try (GzippedLines lines = gzipped ? new GzippedLines(sent) : null) {
                return ImportResult.ofBody(asked, publisher, lines == null ? sent : lines, importer);
            }
        } finally {
            open.leave(publisher.name());
        }
    }

    private ImportResult ofForm(
            Publisher publisher,
            UriInfo uri,
            HttpServerRequest request,
            List<MediaType> accepted,
            String type,
            boolean gzipped,
            InputStream sent)
            throws IOException, Importer.Interrupted {
        enter(publisher.name());
        try (GzippedLines lines = gzipped ? new GzippedLines(sent) : null;
                UploadedForm form = UploadedForm.read(lines == null ? sent : lines, type, importer.space(publisher));
                // of the file alone: a retry has another boundary
                var file = new BodyDigest(form.file().input())) {
            ImportRequest read = requests.read(
                    StrictParameters.of(uri, form.fields()),
                    accepted,
                    form.format(),
                    form.file().length(),
                    publisher);
            ImportRequest asked = keys.keyed(read, request, publisher, file);
            Optional<ImportReport> earlier = keys.earlier(asked, file);
            if (earlier.isPresent()) {
                return new ImportResult(earlier.get(), asked, null);
            }
            return ImportResult.ofForm(asked, publisher, form, importer, background);
        } finally {
            open.leave(publisher.name());
        }
    }

    private void enter(String publisher) {
        String detail = switch (open.enter(publisher)) {
            case ENTERED -> null;
            case TOO_MANY_OF_PUBLISHER -> "本发布方正在进行的导入已有 %d 个，达到上限。请待其完成后再试。".formatted(OpenImports.MAX_OF_ONE);
            case TOO_MANY -> "各发布方正在进行的导入已有 %d 个，达到服务的上限。请稍后再试。".formatted(OpenImports.MAX);
        };
        if (detail != null) {
            throw ProblemException.retryAfter(ProblemCode.STORE_UNAVAILABLE, detail, RETRY);
        }
    }
}
