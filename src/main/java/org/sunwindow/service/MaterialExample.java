package org.sunwindow.service;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.json.WebAddress;

/** 示范文本 or 常见错误示例: a correct example of a material, or a common error. */
@RegisterForReflection
@Schema(name = "ServiceMaterialExample", description = "材料的一份样例：示范文本，或常见错误示例")
record MaterialExample(
        @NotBlank @Size(max = 200) @Schema(description = "名称", required = true, examples = "章程示范文本")
        String name,

        @NotNull @Schema(description = "是否正确：true 为示范文本，false 为错误示例", required = true, examples = "true")
        Boolean good,

        @NotBlank
        @WebAddress
        @Size(max = 1000)
        @Schema(description = "地址", required = true, examples = "https://mz.yunchuan.example/files/forms/zc-sf.doc")
        String url,

        @Size(max = 500) @Schema(description = "说明", examples = "缺少会费标准的表决办法")
        String note) {}
