package org.sunwindow.index;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A completion of a text that is being typed. */
@RegisterForReflection
@Schema(description = "一条输入建议")
public record Suggestion(
        @Schema(description = "建议的文字", required = true, examples = "婚姻登记")
        String text,

        @Schema(description = "是什么", required = true, examples = "service")
        String kind,

        @Schema(description = "word 即文字本身，可作 q；topic 可作筛选值；其余为该记录的编号", required = true, examples = "990100-QR-003")
        String key) {

    public static final String WORD = "word";
    public static final String TOPIC = "topic";
}
