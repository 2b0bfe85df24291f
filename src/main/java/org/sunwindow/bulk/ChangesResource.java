package org.sunwindow.bulk;

import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.sunwindow.Settings;
import org.sunwindow.bulk.ChangeFeed.Found;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.http.Problems;
import org.sunwindow.index.PublicLog;
import org.sunwindow.kind.Kinds;
import org.sunwindow.read.AsOf;
import org.sunwindow.read.ComputedReads;

/** The change feed. Never uses the database. */
@Path("/changes")
@Tag(name = "Bulk")
@APIResponse(responseCode = "default", ref = "Problem")
class ChangesResource {

    /** Other instances, or this one soon, can answer. */
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final ComputedReads reads;
    private final ChangeFeed feed;
    private final ChangePolls polls;
    private final ChangeStreams streams;
    private final HashTrees trees;
    private final Kinds kinds;
    private final ZoneId zone;

    ChangesResource(
            ComputedReads reads,
            ChangeFeed feed,
            ChangePolls polls,
            ChangeStreams streams,
            HashTrees trees,
            Kinds kinds,
            Settings settings) {
        this.reads = reads;
        this.feed = feed;
        this.polls = polls;
        this.streams = streams;
        this.trees = trees;
        this.kinds = kinds;
        this.zone = settings.zone();
    }

    @GET
    @Produces(MediaType.WILDCARD)
    @Problems({ProblemCode.CURSOR_INVALID, ProblemCode.CURSOR_TOO_OLD})
    @Operation(
            operationId = "listChanges",
            summary = "取变更",
            description = "自上次以来新增、修改和不再公开的记录。每条记录只回答它现在的状态：多次修改的，只出现一次；时间到了才公开或到期的，到时也会出现，没有新的修订。"
                    + "把回答中的 page.next 作为下一次的 after；page.complete 为 false 时立即续取，为 true 时可用 wait 等待。重复收到同一变更无害。"
                    + "服务器还没有取得 after 之前的变更（index.behind），或者没有变更而等待的请求过多（busy）时，回答 503，依 Retry-After 再取。"
                    + "第一次取全部记录，用导出文件更快：从导出文件的 Sunwindow-Cursor 续取，不重不漏。")
    @Parameter(
            name = ChangesRequest.AFTER,
            in = ParameterIn.QUERY,
            description = "上一次回答中的 page.next，或者导出文件的 Sunwindow-Cursor；缺省为从头取",
            schema = @Schema(type = SchemaType.STRING, maxLength = ChangeCursor.MAX_ENCODED))
    @Parameter(
            name = ChangesRequest.KIND,
            in = ParameterIn.QUERY,
            description = "种类，可重复；缺省为全部",
            example = "disclosure",
            // ContractFilter lists all kinds
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class))
    @Parameter(
            name = ChangesRequest.PUBLISHER,
            in = ParameterIn.QUERY,
            description = "发布机构；其他机构的记录以 REMOVED、OTHER_PUBLISHER 出现，因为它先前可能属于这个机构",
            example = "云川市民政局",
            schema = @Schema(type = SchemaType.STRING, maxLength = 200))
    @Parameter(
            name = ChangesRequest.KEYS_ONLY,
            in = ParameterIn.QUERY,
            description = "只要编号，不要记录",
            example = "false",
            schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
    @Parameter(
            name = ChangesRequest.ROOTS,
            in = ParameterIn.QUERY,
            description = "取到最新时，一并回答各种类散列树的根，用来核对副本",
            example = "false",
            schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
    @Parameter(
            name = ChangesRequest.SIZE,
            in = ParameterIn.QUERY,
            description = "最多回答多少条变更，1 到 200，缺省 100",
            example = "100",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200", defaultValue = "100"))
    @Parameter(
            name = ChangesRequest.WAIT,
            in = ParameterIn.QUERY,
            description = "没有变更时最多等待多少秒，0 到 30，缺省 0",
            example = "0",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "0", maximum = "30", defaultValue = "0"))
    @APIResponse(
            responseCode = "200",
            description = "一页变更",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ChangePage.class)))
    @APIResponse(responseCode = "304", description = "内容未变，与 If-None-Match 所列相同")
    public CompletionStage<Response> changes(
            @Context UriInfo uri,
            @Parameter(description = "上次回答的 ETag；内容未变时回答 304") @HeaderParam(HttpHeaders.IF_NONE_MATCH)
                    String ifNoneMatch) {
        ChangesRequest.Waiting waiting = ChangesRequest.page(uri, kinds);
        ChangesRequest request = waiting.request();
        return reads.log(polls.await(request, waiting.longest()), request, ifNoneMatch, log -> page(log, request));
    }

    private ChangePage page(PublicLog log, ChangesRequest request) {
        Found found = feed.read(log, request);
        if (found.isBehind(request)) {
            throw ProblemException.retryAfter(ProblemCode.INDEX_BEHIND, "这台服务器还没有取得 after 之前的全部变更，请稍后再取。", RETRY);
        }
        Map<String, String> roots = request.roots() && found.complete()
                ? trees.roots(request.kinds().stream().map(kinds::get).toList(), log)
                : null;
        return new ChangePage(
                found.items(),
                new ChangePage.Page(found.next().encode(), found.complete()),
                roots,
                AsOf.of(log.position(), zone));
    }

    @GET
    @Path("/stream")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "no-store")
    // nginx would collect events
    @ResponseHeader(name = "X-Accel-Buffering", value = "no")
    @Problems({ProblemCode.CURSOR_INVALID, ProblemCode.CURSOR_TOO_OLD})
    @Operation(
            operationId = "streamChanges",
            summary = "持续接收变更",
            description =
                    "服务器发送事件（text/event-stream）。事件 change 的数据与取变更所得的一条相同，每次读到的变更之后有一个带 id（续取的标记）的事件：page 表示还有，complete 表示已到最新；没有变更时每十五秒也有一个 complete。"
                            + "连接最长五分钟，断开后带 Last-Event-ID（或者 after）重新连接，不重不漏。")
    @Parameter(
            name = ChangesRequest.AFTER,
            in = ParameterIn.QUERY,
            description = "从哪里续取；有 Last-Event-ID 时以它为准",
            schema = @Schema(type = SchemaType.STRING, maxLength = ChangeCursor.MAX_ENCODED))
    @Parameter(
            name = ChangesRequest.KIND,
            in = ParameterIn.QUERY,
            description = "种类，可重复；缺省为全部",
            example = "disclosure",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class))
    @Parameter(
            name = ChangesRequest.PUBLISHER,
            in = ParameterIn.QUERY,
            description = "发布机构，与取变更的相同",
            example = "云川市民政局",
            schema = @Schema(type = SchemaType.STRING, maxLength = 200))
    @Parameter(
            name = ChangesRequest.KEYS_ONLY,
            in = ParameterIn.QUERY,
            description = "只要编号，不要记录",
            example = "false",
            schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
    @Parameter(
            name = ChangesRequest.SIZE,
            in = ParameterIn.QUERY,
            description = "每次最多读多少条，1 到 200，缺省 100",
            example = "100",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200", defaultValue = "100"))
    @APIResponse(
            responseCode = "200",
            description = "事件",
            content = @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(type = SchemaType.STRING)))
    public Multi<OutboundSseEvent> stream(
            @Context UriInfo uri,
            @Context Sse sse,
            @Parameter(description = "收到的最后一个事件的 id") @HeaderParam("Last-Event-ID") String last) {
        return streams.of(ChangesRequest.stream(uri, kinds, last), sse);
    }
}
