package org.sunwindow.bulletin;

import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A record of a kind that only tests have. The condition keeps its schema out of the product's contract. */
@IfBuildProperty(name = BulletinTest.ENABLED, stringValue = "true")
@RegisterForReflection
@Schema(description = "一块公告栏")
public record Bulletin(
        @NotBlank @Size(max = 100) @Schema(description = "编号", required = true, examples = "bul-1")
        String id,

        @NotBlank @Size(max = 200) @Schema(description = "名称", required = true, examples = "湖滨街道公告栏")
        String name,

        @Size(max = 20) @Schema(description = "材质", examples = "木")
        String material,

        @Schema(description = "所在行政区划代码，12 位") String division,
        @Schema(description = "设立日期") LocalDate builtOn,
        @Schema(description = "张贴的内容") List<String> posters) {}
