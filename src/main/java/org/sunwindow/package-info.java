/**
 * An API through which a civil-affairs bureau answers the public. Each package is a feature or what features share; what
 * all operations of the contract share stands here.
 */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "阳光窗口 Sunwindow",
                        version = "v1",
                        description = """
                                民政局对外服务接口：公开了什么、怎么办、办到哪了、去哪办。

                                - 公开内容（信息公开目录、办事指南、机构与场所、站内检索）可以缓存：回答带 ETag 和 Cache-Control。
                                - 办件进度用 POST 查询，须同时提供申请编号和验证信息，回答不得缓存。
                                - 参数从严：未知的参数、不合要求的值一律回答 400，并逐项说明。
                                - 一切失败都是同一种格式（application/problem+json），请依据 code 判断。
                                - 编码和编号都是字符串；日期时间为 ISO 8601，带时区；没有值的字段不出现。""",
                        license = @License(name = "Apache-2.0", url = "https://www.apache.org/licenses/LICENSE-2.0")),
        servers = @Server(url = "/", description = "本服务"),
        components =
                @Components(
                        parameters = {
                            @Parameter(
                                    name = "q",
                                    in = ParameterIn.QUERY,
                                    description =
                                            "检索词，最长 200 字，可以是词语、整句问题或编号文号。" + "引号（“”或\"\"）内的文字须原样出现；以减号开头的词（如 -公示）不得出现",
                                    example = "低保标准",
                                    schema = @Schema(type = SchemaType.STRING, maxLength = 200)),
                            @Parameter(
                                    name = "division",
                                    in = ParameterIn.QUERY,
                                    description = "行政区划代码，2、4、6、9 或 12 位，包含下级；可重复",
                                    example = "990102000000",
                                    schema =
                                            @Schema(
                                                    type = SchemaType.ARRAY,
                                                    implementation = String.class,
                                                    maxItems = 50)),
                            @Parameter(
                                    name = "inForce",
                                    in = ParameterIn.QUERY,
                                    description = "true 表示只列现行有效的：未失效、废止、取消、撤销或并入他处",
                                    example = "true",
                                    schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false")),
                            @Parameter(
                                    name = "serves",
                                    in = ParameterIn.QUERY,
                                    description = "服务该行政区划的：先找本级的，本级没有符合其他筛选条件的，依次找上一级的；" + "已撤销的区划，找并入的区划的；已关闭的不列。可重复",
                                    example = "990102001000",
                                    schema =
                                            @Schema(
                                                    type = SchemaType.ARRAY,
                                                    implementation = String.class,
                                                    maxItems = 50)),
                            @Parameter(
                                    name = "openAt",
                                    in = ParameterIn.QUERY,
                                    description =
                                            "只列这一时刻开放的，每条附开放状态；日期时间（带时区，缺省为北京时间）或 now。" + "节假日和调休上班按国务院办公厅的安排和导入的日历",
                                    example = "2026-11-25T10:00:00+08:00",
                                    schema = @Schema(type = SchemaType.STRING, maxLength = 40)),
                            @Parameter(
                                    name = "hoursAt",
                                    in = ParameterIn.QUERY,
                                    description = "每条附这一时刻的开放状态，不开放的附下次开放的时间；取值同 openAt，不能与它同时使用",
                                    example = "now",
                                    schema = @Schema(type = SchemaType.STRING, maxLength = 40)),
                            @Parameter(
                                    name = "near",
                                    in = ParameterIn.QUERY,
                                    description = "地点“纬度,经度”，坐标系同 crs；只列半径以内现行的，由近及远",
                                    example = "30.3300,118.8000",
                                    schema = @Schema(type = SchemaType.STRING, maxLength = 50)),
                            @Parameter(
                                    name = "radius",
                                    in = ParameterIn.QUERY,
                                    description = "半径，米，1 到 100000，缺省 5000；须与 near 一起使用",
                                    example = "5000",
                                    schema =
                                            @Schema(
                                                    type = SchemaType.INTEGER,
                                                    minimum = "1",
                                                    maximum = "100000",
                                                    defaultValue = "5000")),
                            @Parameter(
                                    name = "crs",
                                    in = ParameterIn.QUERY,
                                    description = "near 和回答所用的坐标系：gcj02（缺省）、wgs84、cgcs2000（天地图，按与 wgs84 相同处理）、bd09（百度）。"
                                            + "换算公式与官方偏移相差几米以内；境外地点不偏移",
                                    example = "wgs84",
                                    schema =
                                            @Schema(
                                                    type = SchemaType.STRING,
                                                    enumeration = {"gcj02", "wgs84", "cgcs2000", "bd09"},
                                                    defaultValue = "gcj02")),
                            @Parameter(
                                    name = "facets",
                                    in = ParameterIn.QUERY,
                                    description = "要统计的字段，以逗号分隔；可用的字段即各筛选参数（文号、索引号除外）",
                                    example = "division",
                                    schema = @Schema(type = SchemaType.STRING, maxLength = 1000)),
                            @Parameter(
                                    name = "highlight",
                                    in = ParameterIn.QUERY,
                                    description = "是否标出命中位置",
                                    example = "true",
                                    schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false")),
                            @Parameter(
                                    name = "page",
                                    in = ParameterIn.QUERY,
                                    description = "页号，从 1 起；只能取前 10000 条，其后用 after",
                                    example = "1",
                                    schema =
                                            @Schema(
                                                    type = SchemaType.INTEGER,
                                                    minimum = "1",
                                                    maximum = "10000",
                                                    defaultValue = "1")),
                            @Parameter(
                                    name = "size",
                                    in = ParameterIn.QUERY,
                                    description = "每页条数，1 到 100，缺省 20",
                                    example = "10",
                                    schema =
                                            @Schema(
                                                    type = SchemaType.INTEGER,
                                                    minimum = "1",
                                                    maximum = "100",
                                                    defaultValue = "20")),
                            @Parameter(
                                    name = "after",
                                    in = ParameterIn.QUERY,
                                    description = "上一页回答中的 page.next；不能与 page 同时使用，其他参数须保持不变",
                                    schema = @Schema(type = SchemaType.STRING, maxLength = 1000))
                        },
                        responses =
                                @APIResponse(
                                        name = "Problem",
                                        description = "失败：参数有误 400、未授权 401、没有 404、方法不符 405、格式不符 406/415、"
                                                + "已撤下 410、过大 413、过于频繁 429、暂不可用 503",
                                        content =
                                                @Content(
                                                        mediaType = Problem.MEDIA_TYPE,
                                                        schema = @Schema(implementation = Problem.class))),
                        securitySchemes = {
                            @SecurityScheme(
                                    securitySchemeName = "publisher",
                                    type = SecuritySchemeType.HTTP,
                                    scheme = "bearer",
                                    description = "发布方凭据"),
                            @SecurityScheme(
                                    securitySchemeName = "caller",
                                    type = SecuritySchemeType.HTTP,
                                    scheme = "bearer",
                                    description = "调用方（小程序后端、省级门户等）凭据；没有的可以不提供，按网络地址限制查询不符的次数")
                        }))
package org.sunwindow;

import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.eclipse.microprofile.openapi.annotations.servers.Server;
import org.sunwindow.http.Problem;
