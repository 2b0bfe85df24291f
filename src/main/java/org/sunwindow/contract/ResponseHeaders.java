package org.sunwindow.contract;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Describes the headers of responses. Those that many responses have are components. */
final class ResponseHeaders {

    static final String CACHE_CONTROL = "Cache-Control";
    static final String RETRY_AFTER = "Retry-After";
    static final String WWW_AUTHENTICATE = "WWW-Authenticate";

    private static final String REQUEST_ID = "X-Request-Id";

    /** Of requests that are limited, see {@code limit.RequestLimits}. */
    private static final List<String> LIMITS = List.of("RateLimit", "RateLimit-Policy");

    private static final String ETAG = "ETag";
    private static final String VARY = "Vary";
    private static final String LOCATION = "Location";
    private static final String DISPOSITION = "Content-Disposition";
    private static final String ACCEPT_RANGES = "Accept-Ranges";
    private static final String CONTENT_RANGE = "Content-Range";

    private static final Set<String> SUCCESS = Set.of("200", "201", "202", "206", "304");

    /** Of some operations, by status. */
    private static final Map<String, Map<String, List<String>>> OF_OPERATIONS = Map.of(
            "downloadExport",
                    Map.of(
                            "200", List.of(DISPOSITION, ACCEPT_RANGES, VARY),
                            "206", List.of(DISPOSITION, ACCEPT_RANGES, VARY, CONTENT_RANGE)),
            "importLines", Map.of("201", List.of(LOCATION, DISPOSITION), "202", List.of(LOCATION)),
            "undoImport", Map.of("200", List.of(), "201", List.of(LOCATION)),
            "uploadAttachment", Map.of("200", List.of(LOCATION), "201", List.of(LOCATION)),
            "getImportTemplate", Map.of("200", List.of(DISPOSITION)),
            "getRecord", Map.of("200", List.of(ETAG)),
            "putRecord", Map.of("200", List.of(ETAG), "201", List.of(ETAG)),
            "patchRecord", Map.of("200", List.of(ETAG)),
            "withdrawRecord", Map.of("200", List.of(ETAG)),
            "downloadAttachment",
                    Map.of(
                            "200", List.of(DISPOSITION, ACCEPT_RANGES),
                            "206", List.of(DISPOSITION, ACCEPT_RANGES, CONTENT_RANGE)));

    private static final Map<String, Header> HEADERS = new LinkedHashMap<>();

    static {
        HEADERS.put(ETAG, header("内容的标记：记录的修订，或回答的摘要；随 If-None-Match、If-Match 送回", SchemaType.STRING));
        HEADERS.put(CACHE_CONTROL, header("可以缓存多久；no-store 不得缓存", SchemaType.STRING));
        HEADERS.put(VARY, header("回答随哪些请求头而不同", SchemaType.STRING));
        HEADERS.put(LOCATION, header("新建的或可取结果的地址", SchemaType.STRING));
        HEADERS.put(DISPOSITION, header("文件名；以 JSON 回答的没有", SchemaType.STRING));
        HEADERS.put(ACCEPT_RANGES, header("bytes：可以只取一段", SchemaType.STRING));
        HEADERS.put(CONTENT_RANGE, header("所取的一段和文件的长度", SchemaType.STRING));
        HEADERS.put(RETRY_AFTER, header("须等待的秒数", SchemaType.INTEGER));
        HEADERS.put(WWW_AUTHENTICATE, header("所要的凭据", SchemaType.STRING));
        HEADERS.put(REQUEST_ID, header("请求的标识：随请求送来的，或本服务另取的；反映问题时请提供", SchemaType.STRING));
        HEADERS.put(LIMITS.getFirst(), header("余下最少的一项限额：还可请求几次（r），多少秒后全部恢复（t）；没有限额的请求没有", SchemaType.STRING));
        HEADERS.put(LIMITS.getLast(), header("各项限额：请求数（q）和时段的秒数（w）；没有限额的请求没有", SchemaType.STRING));
    }

    private ResponseHeaders() {}

    static void declare(Components components) {
        HEADERS.forEach(components::addHeader);
    }

    /** Adds the headers of successful answers. */
    static void add(Operation operation) {
        boolean isPublicRead = operation.getResponses().hasAPIResponse("304");
        Map<String, List<String>> own = OF_OPERATIONS.getOrDefault(operation.getOperationId(), Map.of());
        operation.getResponses().getAPIResponses().forEach((status, response) -> {
            if (SUCCESS.contains(status)) {
                if (isPublicRead) {
                    add(response, ETAG);
                }
                add(response, CACHE_CONTROL);
                if (isPublicRead && own.isEmpty()) {
                    add(response, VARY);
                }
                own.getOrDefault(status, List.of()).forEach(name -> add(response, name));
                addGeneral(response);
            }
        });
    }

    /** Adds the headers of all responses. */
    static void addGeneral(APIResponse response) {
        add(response, REQUEST_ID);
        LIMITS.forEach(name -> add(response, name));
    }

    static void add(APIResponse response, String name) {
        response.addHeader(name, OASFactory.createHeader().ref("#/components/headers/" + name));
    }

    private static Header header(String description, SchemaType type) {
        return OASFactory.createHeader()
                .description(description)
                .schema(OASFactory.createSchema().addType(type));
    }
}
