package org.sunwindow.imports;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.json.AnyTyping;

/**
 * A line that withdraws a record.
 *
 * @param withdraw key of the record
 * @param reason   for the operator, not published; may be {@code null}
 */
@RegisterForReflection
@Schema(name = "Withdrawal", description = "撤下一条记录的行")
public record Withdrawal(
        @NotBlank
        @AnyTyping
        @Size(max = MAX_KEY)
        @Schema(description = "编号：所撤下的记录的", required = true, examples = "hot-yc-12345")
        String withdraw,

        @Size(max = 500) @Schema(description = "原因") String reason) {

    static final int MAX_KEY = 200;
}
