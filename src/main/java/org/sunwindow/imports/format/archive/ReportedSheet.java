package org.sunwindow.imports.format.archive;

import java.io.IOException;
import java.io.InputStream;
import org.sunwindow.imports.format.FileFormat;
import org.sunwindow.imports.format.SheetSpace;
import org.sunwindow.imports.format.SpooledFile;

/**
 * The sheet that a sender gets back: the file itself, or the sheet in a ZIP. Closing it deletes what was taken out of the
 * ZIP, not the file.
 */
public record ReportedSheet(FileFormat format, SpooledFile file) implements AutoCloseable {

    /**
     * @param declared format of the file, which was imported
     * @param space    for the sheet in a ZIP
     */
    public static ReportedSheet of(FileFormat declared, SpooledFile file, SheetSpace space) throws IOException {
        if (declared != FileFormat.ZIP) {
            return new ReportedSheet(declared, file.lent());
        }
        try (Archive archive = Archive.open(file.path(), file.length())) {
            if (ArchiveLines.isWorkbook(archive)) {
                return new ReportedSheet(FileFormat.XLSX, file.lent());
            }
            String sheet = archive.sheet();
            try (InputStream in = archive.content(sheet)) {
                return new ReportedSheet(ArchiveLines.format(sheet), SpooledFile.of(in, space));
            }
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
