package org.sunwindow.imports;

import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.sunwindow.http.Parameters;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.imports.format.FileFormat;
import org.sunwindow.publisher.Publisher;

/**
 * What a publisher asks for with a file.
 *
 * @param report format of the marked sheet to answer with, {@code null} for the result as JSON
 */
record ImportRequest(String kind, boolean dryRun, FileFormat format, FileFormat report) {

    static final String XLSX = "xlsx";
    static final String CSV = "csv";

    private static final String NO_SHEET =
            "标注表是报送的表格加上错误、建议、提醒三列，只有报送表格（XLSX、CSV、TSV）时才有；其他格式的退回原因见 /imports/{id}/rejects。";
    private static final String PERSONS = "这一种类的各行都涉及个人，不退回原表；退回原因按行号列在 /imports/{id}/rejects。";

    /**
     * Reads the parameters.
     *
     * @param accepted media types of the answer, the preferred first
     * @param format   of the file
     * @throws ProblemException if they are wrong, or the publisher may not import the kind
     */
    static ImportRequest of(
            Parameters parameters,
            List<MediaType> accepted,
            FileFormat format,
            Importer importer,
            Publisher publisher) {
        var kind = parameters.choice("kind", importer.kinds());
        if (kind.isEmpty() && !parameters.isWrong("kind")) {
            parameters.wrong("kind", "required", "请指明种类：" + String.join("、", importer.kinds()));
        }
        boolean dryRun = parameters.flag("dryRun");
        var named = parameters.choice("report", List.of(XLSX, CSV));
        String refusal =
                !format.isSheet() ? NO_SHEET : kind.isPresent() && !importer.mayReturn(kind.get()) ? PERSONS : null;
        if (named.isPresent() && refusal != null) {
            parameters.wrong("report", "value", refusal);
        }
        parameters.end();
        publisher.require(kind.get());
        FileFormat report = named.map(name -> name.equals(XLSX) ? FileFormat.XLSX : FileFormat.CSV)
                .orElseGet(() -> accepted(accepted));
        if (report != null && refusal != null) {
            throw new ProblemException(ProblemCode.NOT_ACCEPTABLE, refusal);
        }
        return new ImportRequest(kind.get(), dryRun, format, report);
    }

    private static FileFormat accepted(List<MediaType> accepted) {
        MediaType first = accepted.isEmpty() ? MediaType.WILDCARD_TYPE : accepted.getFirst();
        return switch (first.getType() + "/" + first.getSubtype()) {
            case FileFormat.XLSX_TYPE -> FileFormat.XLSX;
            case FileFormat.CSV_TYPE -> FileFormat.CSV;
            default -> null;
        };
    }
}
