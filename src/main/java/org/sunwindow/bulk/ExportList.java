package org.sunwindow.bulk;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.kind.Kind;
import org.sunwindow.read.AsOf;

/** What can be exported. */
@RegisterForReflection
@Schema(description = "导出文件的目录")
record ExportList(
        @Schema(description = "各种类", required = true) List<KindExport> items,

        @Schema(description = "从这里起取变更", required = true) String cursor,

        @Schema(required = true) AsOf asOf) {

    @RegisterForReflection
    @Schema(description = "一个种类的导出文件")
    record KindExport(
            @Schema(description = "种类", required = true, examples = "disclosure")
            String kind,

            @Schema(description = "种类的名称", required = true, examples = "信息公开")
            String label,

            @Schema(description = "公开的记录数", required = true, examples = "128")
            int records,

            @Schema(description = "散列树的根", required = true) String root,

            @Schema(
                    description = "文件的地址，以格式为键",
                    required = true,
                    examples = "{\"ndjson\":\"/api/v1/exports/disclosure.ndjson\"}")
            Map<String, String> files) {

        static KindExport of(Kind<?> kind, HashTree tree, List<ExportFormat> formats) {
            var files = new LinkedHashMap<String, String>();
            formats.forEach(format ->
                    files.put(format.extension, "/api/v1/exports/%s.%s".formatted(kind.name(), format.extension)));
            return new KindExport(kind.name(), kind.label(), tree.records(), tree.root(), files);
        }
    }
}
