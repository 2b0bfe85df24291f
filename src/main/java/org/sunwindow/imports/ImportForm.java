package org.sunwindow.imports;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.imports.snapshot.Snapshots;

/** The form of an upload, for the contract. The request itself is read as a stream. */
@Schema(name = "ImportForm", description = "上传表单：一个文件，参数也可写在地址中")
record ImportForm(
        @Schema(
                description = "文件：NDJSON、JSON 数组、CSV、TSV、XLSX 或 ZIP；格式依内容、扩展名和类型判断",
                type = SchemaType.STRING,
                format = "binary",
                required = true)
        String file,

        @Schema(description = "种类", examples = "disclosure") String kind,

        @Schema(description = "是否试导入，true 或 false", examples = "true")
        String dryRun,

        @Schema(
                description = "为 true 时收完即答（202），在后台导入；为 false 时导入完再答。没有写的，大文件在后台导入。全量文件和标注表不能写 true",
                examples = "true")
        String async,

        @Schema(
                description = "文件名，记入这次导入，以后可据以找到；不得含有个人信息。上传的文件本身的名称不记",
                examples = "办事指南2026年11月.xlsx",
                maxLength = SentFileName.MAX)
        String fileName,

        @Schema(
                description = "文件是什么：delta 只有新增和变更的记录；snapshot 是本方这一种类的全部记录（全量）",
                examples = "delta",
                enumeration = {Snapshots.DELTA, Snapshots.SNAPSHOT})
        String mode,

        @Schema(description = "全量文件中至多可以没有的本方记录，占导入前的百分比，0 到 100；超过的不撤下", examples = "10")
        String maxMissing,

        @Schema(description = "标注表格式，xlsx 或 csv", examples = "xlsx")
        String report) {}
