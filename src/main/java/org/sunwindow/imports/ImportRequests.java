package org.sunwindow.imports;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.http.parameter.StrictParameters;
import org.sunwindow.imports.format.FileFormat;
import org.sunwindow.imports.run.Sent;
import org.sunwindow.imports.snapshot.Snapshots;
import org.sunwindow.publisher.Publisher;

/** Reads requests to import a file. */
@ApplicationScoped
class ImportRequests {

    private static final String NO_SHEET =
            "标注表是报送的表格加上错误、建议、提醒三列，只有报送表格（XLSX、CSV、TSV）或有表格的 ZIP 时才有；其他格式的退回原因见 /imports/{id}/rejects。";
    private static final String PERSONS = "这一种类的各行都涉及个人，不退回原表；退回原因按行号列在 /imports/{id}/rejects。";

    private final ImportTargets targets;
    private final SentFileName fileNames;
    private final ImportSettings settings;

    ImportRequests(ImportTargets targets, SentFileName fileNames, ImportSettings settings) {
        this.targets = targets;
        this.fileNames = fileNames;
        this.settings = settings;
    }

    /**
     * Reads the parameters.
     *
     * @param accepted media types of the answer, the preferred first
     * @param format   of the file
     * @param length   of the body in bytes, 0 if it is not known
     * @throws ProblemException if they are wrong, or the publisher may not import the kind
     */
    ImportRequest read(
            StrictParameters parameters,
            List<MediaType> accepted,
            FileFormat format,
            long length,
            Publisher publisher) {
        var kind = parameters.choice("kind", targets.labels());
        if (kind.isEmpty() && !parameters.isWrong("kind")) {
            parameters.wrong("kind", "required", "请指明种类：" + String.join("、", targets.kinds()));
        }
        boolean dryRun = parameters.flag("dryRun");
        var named = parameters.choice("report", List.of(ImportRequest.XLSX, ImportRequest.CSV));
        String refusal =
                !format.hasReport() ? NO_SHEET : kind.isPresent() && !targets.mayReturn(kind.get()) ? PERSONS : null;
        FileFormat report = named.map(name -> name.equals(ImportRequest.XLSX) ? FileFormat.XLSX : FileFormat.CSV)
                .orElseGet(() -> accepted(accepted));
        if (named.isPresent() && refusal != null) {
            parameters.wrong("report", "value", refusal);
        }
        OptionalInt maxMissing = Snapshots.maxMissing(
                parameters, kind.map(targets::publication).stream().anyMatch(Optional::isEmpty));
        Optional<Boolean> async =
                parameters.choice("async", List.of("true", "false")).map(Boolean::valueOf);
        if (async.orElse(false) && maxMissing.isPresent()) {
            // an instance that continues a run does not know what earlier lines have changed
            parameters.wrong("async", "conflict", "全量文件（mode=snapshot）须导入完再答，不能在后台导入");
        } else if (async.orElse(false) && report != null) {
            parameters.wrong("async", "conflict", "标注表须导入完再答，不能在后台导入");
        }
        String fileName = fileNames.read("fileName", parameters);
        parameters.end();
        publisher.require(kind.get());
        if (report != null && refusal != null) {
            throw new ProblemException(ProblemCode.NOT_ACCEPTABLE, refusal);
        }
        boolean isLong = length > settings.asyncAbove() && maxMissing.isEmpty() && report == null;
        return new ImportRequest(
                kind.get(), dryRun, new Sent(fileName, null), maxMissing, async.orElse(isLong), format, report);
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
