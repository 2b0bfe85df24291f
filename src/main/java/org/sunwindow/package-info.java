/**
 * The public API of a civil-affairs bureau. Each package is a feature, or shared by features. This package contains
 * what all of them use, and the common parts of the contract.
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
                                - 请求有限额：每个回答在 RateLimit 头中写明还余多少（RateLimit-Policy 为各项限额），超出的回答 429（rate.limited），带 Retry-After。
                                - 网关要求 {code, message, data} 的，请求带 Prefer: envelope；envelope=always-ok 的，失败也用状态码 200，原来的状态码在 code 中。
                                - 要停用的标明 deprecated，写明日期，至少还可用十二个月；用到它的请求，回答带 Deprecation 和 Sunset 头。
                                - 编号（索引号、事项编码、机构和场所编号、申请编号等）不论怎样输入都是同一个：全角半角、大小写、各种横线、斜线和括号不分，空格和不可见字符不计；回答中按报送时的写法。
                                - 编码和编号都是字符串；日期时间为 ISO 8601，带时区；没有值的字段不出现。""",
                        contact = @Contact(name = "阳光窗口"),
                        license = @License(name = "Apache-2.0", url = "https://www.apache.org/licenses/LICENSE-2.0")),
        tags = {
            @Tag(
                    name = "Disclosures",
                    description = "信息公开目录：政府信息、栏目、公开事项标准目录和移交批次",
                    extensions = @Extension(name = "x-displayName", value = "信息公开目录")),
            @Tag(
                    name = "Notices",
                    description = "公示公告：在公示期内的名单、结果和公告",
                    extensions = @Extension(name = "x-displayName", value = "公示公告")),
            @Tag(
                    name = "Services",
                    description = "办事指南：服务事项、权力和责任清单，按情形引导",
                    extensions = @Extension(name = "x-displayName", value = "办事指南")),
            @Tag(
                    name = "Status",
                    description = "办件进度：凭申请编号和验证信息查询",
                    extensions = @Extension(name = "x-displayName", value = "办件进度")),
            @Tag(
                    name = "Directory",
                    description = "机构与场所：机构、办事场所、热线和行政区划",
                    extensions = @Extension(name = "x-displayName", value = "机构与场所")),
            @Tag(
                    name = "Search",
                    description = "站内检索：在全部公开内容中检索，输入建议",
                    extensions = @Extension(name = "x-displayName", value = "站内检索")),
            @Tag(
                    name = "Answers",
                    description = "问答：公开的来信答复和常见问题",
                    extensions = @Extension(name = "x-displayName", value = "问答")),
            @Tag(
                    name = "Statistics",
                    description = "统计数据：指标的数值、合计和年报表格",
                    extensions = @Extension(name = "x-displayName", value = "统计数据")),
            @Tag(
                    name = "Calendar",
                    description = "工作日历：工作日、节假日和期限",
                    extensions = @Extension(name = "x-displayName", value = "工作日历")),
            @Tag(
                    name = "Sites",
                    description = "网站：网站及其信息",
                    extensions = @Extension(name = "x-displayName", value = "网站")),
            @Tag(
                    name = "Harvesting",
                    description = "采集和智能助手：数据目录、网站地图、给程序的说明，供智能助手调用的工具",
                    extensions = @Extension(name = "x-displayName", value = "采集和智能助手")),
            @Tag(
                    name = "Attachments",
                    description = "附件和表格：下载；发布方上传和撤下",
                    extensions = @Extension(name = "x-displayName", value = "附件和表格")),
            @Tag(
                    name = "Bulk",
                    description = "副本：变更、导出文件和核对副本的散列树",
                    extensions = @Extension(name = "x-displayName", value = "副本")),
            @Tag(
                    name = "Webhooks",
                    description = "变更通知（登记的调用方）：公开信息有变化、所跟踪的办件有进展时通知到约定的地址",
                    extensions = @Extension(name = "x-displayName", value = "变更通知")),
            @Tag(
                    name = "Publishing",
                    description = "导入（发布方）：导入、单条变更、隔离和核对，须有发布方凭据",
                    extensions = @Extension(name = "x-displayName", value = "导入（发布方）"))
        },
        servers = @Server(url = "/", description = "本服务"),
        components =
                @Components(
                        responses =
                                @APIResponse(
                                        name = "Problem",
                                        description = "失败：参数有误 400、未授权 401、无权 403、没有 404、方法不符 405、格式不符 406/415、"
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
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.info.Contact;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.eclipse.microprofile.openapi.annotations.servers.Server;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.sunwindow.http.Problem;
