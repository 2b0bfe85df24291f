package org.sunwindow.column;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.json.OneLine;

/** 栏目: a section of the bureau's website. Columns form a tree; records name the columns in which they are published. */
@RegisterForReflection
@Schema(description = "网站的一个栏目")
record Column(
        @NotBlank @Size(max = 100) @Schema(description = "编号", required = true, examples = "col-zcwj-gfxwj")
        String id,

        @NotBlank @OneLine @Size(max = 100) @Schema(description = "名称", required = true, examples = "规范性文件")
        String name,

        @Size(max = 100) @Schema(description = "上级栏目：其编号；一级栏目没有", examples = "col-zcwj")
        String parent,

        @PositiveOrZero @Schema(description = "次序：同一上级之下由小到大，没有的在后", examples = "10")
        Integer order,

        @Size(max = 500) @Schema(description = "栏目说明", examples = "现行有效的行政规范性文件")
        String description) {}
