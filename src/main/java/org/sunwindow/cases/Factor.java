package org.sunwindow.cases;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.json.AnyTyping;

/** A proof that a requester may see a case. Never stored in plain text, logged or returned. */
@RegisterForReflection
@Schema(description = "验证信息")
public record Factor(
        @NotNull
        @Schema(
                description = "验证方式：QUERY_CODE 查询码、ID_TAIL 证件号码后4位或后6位、PHONE_TAIL 手机号码后4位",
                required = true,
                examples = "QUERY_CODE")
        FactorType type,

        @NotBlank @AnyTyping @Size(max = 20) @Schema(description = "值", required = true, examples = "408215")
        String value) {

    /** Keeps the value out of every log and message. */
    @Override
    public String toString() {
        return "Factor[" + type + "]";
    }
}
