package org.sunwindow.imports;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.sunwindow.imports.format.FileFormat;
import org.sunwindow.imports.format.export.ExportedSheet;
import org.sunwindow.imports.publication.AnsweredFiles;
import org.sunwindow.imports.publication.WrittenNames;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.RecordSheets;

/** Writes the sheets of exports, which imports read. */
@ApplicationScoped
class SheetExports implements RecordSheets {

    private final ImportTargets targets;

    SheetExports(ImportTargets targets) {
        this.targets = targets;
    }

    @Override
    public void write(Kind<?> kind, Path lines, Format format, OutputStream out) throws IOException {
        new ExportedSheet(
                        targets.records(kind.name()),
                        record -> AnsweredFiles.remove(record, kind.fields().files()),
                        WrittenNames.keysLikeNames(kind))
                .write(lines, format == Format.CSV ? FileFormat.CSV : FileFormat.XLSX, kind.label(), out);
    }
}
