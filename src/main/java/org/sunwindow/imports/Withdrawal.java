package org.sunwindow.imports;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * A line that withdraws a record.
 *
 * @param withdraw key of the record
 * @param reason   for the operator, not published; may be {@code null}
 */
@RegisterForReflection
record Withdrawal(
        @NotBlank @Size(max = MAX_KEY) String withdraw,
        @Size(max = 500) String reason) {

    static final int MAX_KEY = 200;
}
