package org.sunwindow.imports;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The form of an upload, for the contract. The request itself is read as a stream. */
@Schema(name = "ImportForm", description = "上传表单：一个文件，参数也可写在地址中")
record ImportForm(
        @Schema(
                description = "文件：NDJSON、JSON 数组、CSV、TSV 或 XLSX；格式依内容、扩展名和类型判断",
                type = SchemaType.STRING,
                format = "binary",
                required = true)
        String file,

        @Schema(description = "种类", examples = "disclosure") String kind,

        @Schema(description = "是否试导入，true 或 false", examples = "true")
        String dryRun,

        @Schema(description = "标注表格式，xlsx 或 csv", examples = "xlsx")
        String report) {}
