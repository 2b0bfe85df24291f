package org.sunwindow.read;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.index.Records.Standing;

/** The members that every answer adds to a record that is not in force, or that is based on one that is not. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "是否仍然有效，列表和单条都附有")
record Validity(
        @Schema(description = "false 表示已失效、废止、取消、撤并或被替代（包括只由替代它的一方注明的，那一方须有权报送这条记录）；仍有效的不带此字段")
        Boolean inForce,

        @Schema(description = "false 表示它所解读、回应、转发或依据的信息中有已失效、废止或被替代的；否则不带此字段")
        Boolean basisInForce) {

    /** {@code null} if there is nothing to add. */
    static Validity of(Standing standing) {
        return standing.inForce() && standing.basisInForce()
                ? null
                : new Validity(standing.inForce() ? null : false, standing.basisInForce() ? null : false);
    }
}
