package org.sunwindow.imports;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.imports.format.FileFormat;
import org.sunwindow.imports.format.SpooledFile;
import org.sunwindow.imports.format.UploadedForm;
import org.sunwindow.imports.format.archive.ReportedSheet;
import org.sunwindow.imports.format.report.SheetMessages;
import org.sunwindow.imports.format.report.SheetReport;
import org.sunwindow.imports.run.ImportReport;
import org.sunwindow.index.IndexRevisions;
import org.sunwindow.publisher.Publisher;

/**
 * The result of an import, with the marked sheet if one was asked for. Closing it deletes the sheet, unless {@link #sheet} has
 * given it away.
 */
final class ImportResult implements AutoCloseable {

    /** Header with the counts of a run whose response is a marked sheet, a dictionary of RFC 9651. */
    static final String SUMMARY = "Import-Summary";

    private final ImportReport run;
    private final ImportRequest request;

    /** {@code null} if there is none, or none any more. */
    private SpooledFile sheet;

    /**
     * @param sheet {@code null} for none
     */
    ImportResult(ImportReport run, ImportRequest request, SpooledFile sheet) {
        this.run = run;
        this.request = request;
        this.sheet = sheet;
    }

    ImportReport run() {
        return run;
    }

    /** Whether the import follows the answer. */
    private boolean isInBackground() {
        return request.async() || run.progress() != null;
    }

    boolean hasSheet() {
        return sheet != null;
    }

    @Override
    public void close() {
        if (sheet != null) {
            sheet.close();
        }
    }

    /** Imports a body as it arrives. It is stored before if its rows have to be returned. */
    static ImportResult ofBody(ImportRequest request, Publisher publisher, InputStream body, Importer importer)
            throws IOException, Importer.Interrupted {
        if (request.report() == null) {
            ImportReport run = importer.run(
                    request.kind(),
                    publisher,
                    request.dryRun(),
                    request.sent(),
                    request.maxMissing(),
                    request.format(),
                    body);
            return new ImportResult(run, request, null);
        }
        try (SpooledFile file = SpooledFile.of(body, importer.space(publisher))) {
            return ofFile(request, publisher, file, importer);
        }
    }

    /** Imports the file of a form, or receives it for an import after the answer. */
    static ImportResult ofForm(
            ImportRequest request,
            Publisher publisher,
            UploadedForm form,
            Importer importer,
            BackgroundImports background)
            throws IOException, Importer.Interrupted {
        SpooledFile file = form.file();
        if (!request.async()) {
            return ofFile(request, publisher, file, importer);
        }
        try (InputStream in = file.input()) {
            ImportReport run = background.receive(request.order(publisher, false), file.length(), in);
            return new ImportResult(run, request, null);
        }
    }

    /** Imports a stored file, and does not delete it. */
    private static ImportResult ofFile(ImportRequest request, Publisher publisher, SpooledFile file, Importer importer)
            throws IOException, Importer.Interrupted {
        if (request.report() != null) {
            request.format().requireRows(file, importer.records(request.kind()));
        } else if (!request.format().isSheet()) {
            try (InputStream in = file.input()) {
                return ofBody(request, publisher, in, importer);
            }
        }
        try (var messages = new SheetMessages(importer.space(publisher))) {
            ImportReport run = importer.run(
                    request.kind(),
                    publisher,
                    request.dryRun(),
                    request.sent(),
                    request.maxMissing(),
                    request.format(),
                    file,
                    messages);
            SpooledFile sheet =
                    request.report() == null ? null : marked(request, publisher, run, file, messages, importer);
            return new ImportResult(run, request, sheet);
        }
    }

    private static SpooledFile marked(
            ImportRequest request,
            Publisher publisher,
            ImportReport run,
            SpooledFile file,
            SheetMessages messages,
            Importer importer) {
        try (ReportedSheet sheet = ReportedSheet.of(request.format(), file, importer.space(publisher))) {
            return SheetReport.write(
                    sheet.format(),
                    sheet.file(),
                    importer.records(request.kind()),
                    messages,
                    request.report(),
                    importer.space(publisher));
        } catch (IOException e) {
            throw new ProblemException(
                    ProblemCode.STORE_UNAVAILABLE,
                    "导入 %s 已完成，各行的结果见 /imports/%s 及其 /rejects，只是标注表没有形成。重新报送同一文件不会重复。".formatted(run.id(), run.id()));
        } catch (ProblemException e) {
            throw new ProblemException(
                    e.code(),
                    "导入 %s 已完成，各行的结果见 /imports/%s 及其 /rejects，只是标注表没有形成：%s重新报送同一文件不会重复。"
                            .formatted(
                                    run.id(),
                                    run.id(),
                                    e.getMessage().replace("未导入任何内容。", "").replace("未导入任何内容，", "")));
        }
    }

    /**
     * @param uri   under which the import was requested
     * @param index for how far it has followed the import
     */
    Response response(UriInfo uri, IndexRevisions index) {
        Response.Status status = isInBackground() ? Response.Status.ACCEPTED : Response.Status.CREATED;
        // a path only: the Host of the request may be anything
        String location = uri.getRequestUri().getRawPath() + "/" + run.id();
        var response = Response.status(status)
                .header(HttpHeaders.LOCATION, location)
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
        return hasSheet()
                ? sheet(response).build()
                : response.type(MediaType.APPLICATION_JSON)
                        .entity(run.behind(index))
                        .build();
    }

    /** Adds the sheet to a response, which deletes it once it is written. */
    Response.ResponseBuilder sheet(Response.ResponseBuilder response) {
        boolean isXlsx = request.report() == FileFormat.XLSX;
        response.type(isXlsx ? FileFormat.XLSX_TYPE : FileFormat.CSV_TYPE + ";charset=UTF-8")
                .header(HttpHeaders.CONTENT_LENGTH, sheet.length())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"%s-report.%s\""
                                .formatted(request.kind(), isXlsx ? ImportRequest.XLSX : ImportRequest.CSV))
                .header(SUMMARY, summary());
        try {
            response.entity(sheet.contentOnce());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sheet = null;
        return response;
    }

    private String summary() {
        return "lines=%d, created=%d, changed=%d, unchanged=%d, withdrawn=%d, rejected=%d, warnings=%d%s"
                .formatted(
                        run.lines(),
                        run.created(),
                        run.changed(),
                        run.unchanged(),
                        run.withdrawn(),
                        run.rejected(),
                        run.warnings(),
                        run.missing() == null ? "" : ", missing=" + run.missing());
    }
}
