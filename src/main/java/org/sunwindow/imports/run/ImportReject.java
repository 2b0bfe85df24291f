package org.sunwindow.imports.run;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.io.Serializable;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One reason why one line was rejected, or one warning about a line. */
@Entity
public class ImportReject extends PanacheEntityBase {

    @Embeddable
    public record Id(UUID runId, int seq) implements Serializable {}

    @EmbeddedId
    public Id id;

    public long lineNo;

    @Enumerated(EnumType.STRING)
    public Severity severity;

    /** Key of the record as it was sent; {@code null} if there is none or if it must not be shown. */
    public String recordKey;

    public String field;
    public String label;
    public String value;
    public String code;
    public String message;

    /** The text around personal data, which is masked. */
    public String excerpt;

    public UUID quarantineId;

    @Schema(name = "ImportSeverity")
    public enum Severity {
        /** The line is rejected. */
        FAULT,
        /** The line is accepted. */
        WARNING
    }

    public static List<ImportReject> after(UUID run, int seq, int limit) {
        return find("id.runId = ?1 and id.seq > ?2 order by id.seq", run, seq)
                .page(0, limit)
                .list();
    }
}
