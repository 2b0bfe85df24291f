package org.sunwindow.service;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The content of a 事中事后监管制度. */
@RegisterForReflection
@Schema(name = "ServiceSupervision", description = "事中事后监管制度的内容")
record Supervision(
        @Size(max = 20) @Schema(description = "监管对象", examples = "[\"在本市登记的社会团体\"]")
        List<@NotBlank @Size(max = 500) String> objects,

        @Size(max = 50) @Schema(description = "监管内容", examples = "[\"按照章程开展活动的情况\"]")
        List<@NotBlank @Size(max = 2000) String> contents,

        @Size(max = 20) @Schema(description = "监管方式", examples = "[\"双随机抽查\"]")
        List<@NotBlank @Size(max = 500) String> methods,

        @Size(max = 50) @Schema(description = "监管措施") List<@NotBlank @Size(max = 2000) String> measures,

        @Size(max = 50) @Schema(description = "监管程序") List<@NotBlank @Size(max = 2000) String> procedure,

        @Size(max = 50) @Schema(description = "处理措施，对发现的问题") List<@NotBlank @Size(max = 2000) String> consequences,

        @Size(max = 100) @Schema(description = "监管频次", examples = "每年一次")
        String frequency) {}
