package org.sunwindow.imports;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import java.io.Serializable;
import java.util.List;
import java.util.UUID;

/** One reason why one line was rejected. */
@Entity
class ImportReject extends PanacheEntityBase {

    @Embeddable
    record Id(UUID runId, int seq) implements Serializable {}

    @EmbeddedId
    Id id;

    long lineNo;
    String field;
    String code;
    String message;

    /** The text around personal data, which is masked. */
    String excerpt;

    UUID quarantineId;
    String line;

    static List<ImportReject> after(UUID run, int seq, int limit) {
        return find("id.runId = ?1 and id.seq > ?2 order by id.seq", run, seq)
                .page(0, limit)
                .list();
    }
}
