package org.sunwindow.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.sunwindow.MovableClock;
import org.sunwindow.http.ProblemException;
import org.sunwindow.imports.format.FileFormat;
import org.sunwindow.imports.format.SheetSpace;
import org.sunwindow.imports.format.SpooledFile;
import org.sunwindow.imports.run.ImportReport;
import org.sunwindow.imports.run.ImportRun;
import org.sunwindow.imports.run.ImportRuns;

/** A marked sheet is deleted whatever becomes of its answer. */
class ImportResultTest {

    private static final byte[] SHEET = new byte[10];

    /** Room for one sheet. */
    private final SheetSpace space = new SheetSpace(SHEET.length, SHEET.length);

    private ImportResult result() throws IOException {
        var run = new ImportRun();
        run.id = UUID.randomUUID();
        run.startedAt = MovableClock.START;
        run.state = ImportRun.State.COMPLETED;
        ImportReport report = new ImportRuns(new MovableClock(), null, null).report(run);
        var request =
                new ImportRequest("hotline", false, null, OptionalInt.empty(), false, FileFormat.CSV, FileFormat.CSV);
        return new ImportResult(report, request, SpooledFile.of(new ByteArrayInputStream(SHEET), space));
    }

    private void assertOccupied() {
        assertThatThrownBy(this::result).isInstanceOf(ProblemException.class);
    }

    @Test
    void sheetIsDeletedIfItIsNotAnswered() throws IOException {
        try (ImportResult result = result()) {
            assertThat(result.hasSheet()).isTrue();
            assertOccupied();
        }
        result().close();
    }

    @Test
    void sheetIsDeletedIfItsAnswerCannotBeMade() throws IOException {
        try (ImportResult result = result()) {
            assertThatThrownBy(() -> result.sheet(null)).isInstanceOf(NullPointerException.class);
            assertOccupied();
        }
        result().close();
    }

    @Test
    void sheetIsDeletedOnceItIsWritten() throws IOException {
        InputStream content;
        try (ImportResult result = result()) {
            content = (InputStream) result.sheet(Response.ok()).build().getEntity();
        }
        assertOccupied();
        assertThat(content.readAllBytes()).isEqualTo(SHEET);
        content.close();
        result().close();
    }
}
