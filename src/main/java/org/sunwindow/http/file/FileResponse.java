package org.sunwindow.http.file;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.nio.file.Path;
import java.util.Optional;
import org.jboss.resteasy.reactive.PathPart;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.http.ProblemMappers;

/**
 * Answers requests for one state of a file.
 *
 * @param content      the bytes
 * @param size         in bytes
 * @param mediaType    of the file
 * @param etag         strong entity tag, in quotes
 * @param cacheControl how long it may be used without revalidation
 * @param disposition  value of {@code Content-Disposition}
 */
public record FileResponse(
        Path content, long size, String mediaType, String etag, String cacheControl, String disposition) {

    private static final String CONTENT_RANGE = "Content-Range";

    /**
     * What a request says about the part that it wants. All may be {@code null}.
     *
     * @param body whether a body is wanted, as by all methods but HEAD
     */
    public record Wanted(String range, String ifRange, String ifNoneMatch, boolean body) {}

    /** Returns the whole file, a part of it, that it has not changed, or a problem if it has no such part. */
    public Response answer(Wanted wanted) {
        if (matches(wanted.ifNoneMatch())) {
            return headers(Response.notModified()).build();
        }
        Optional<ByteRange> part = wanted.ifRange() == null || wanted.ifRange().equals(etag)
                ? ByteRange.of(wanted.range(), size)
                : Optional.empty();
        if (part.isPresent() && !part.get().isSatisfiable()) {
            var problem =
                    new ProblemException(ProblemCode.RANGE_NOT_SATISFIABLE, "文件只有 %d 字节，没有所要的部分。".formatted(size));
            return Response.fromResponse(ProblemMappers.response(problem))
                    .header(CONTENT_RANGE, part.get().of(size))
                    .build();
        }
        var response = headers(part.isPresent() ? Response.status(206) : Response.ok())
                .type(mediaType)
                .header("Accept-Ranges", "bytes")
                .header("X-Content-Type-Options", "nosniff")
                // a browser that shows the file nevertheless must not run scripts in it
                .header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox")
                .header(HttpHeaders.CONTENT_DISPOSITION, disposition);
        part.ifPresent(bytes -> response.header(CONTENT_RANGE, bytes.of(size)));
        ByteRange sent = part.orElse(new ByteRange(0, size));
        return (wanted.body()
                        ? response.entity(new PathPart(content, sent.from(), sent.length()))
                        : response.header(HttpHeaders.CONTENT_LENGTH, size))
                .build();
    }

    private Response.ResponseBuilder headers(Response.ResponseBuilder response) {
        return response.header(HttpHeaders.ETAG, etag).header(HttpHeaders.CACHE_CONTROL, cacheControl);
    }

    private boolean matches(String ifNoneMatch) {
        if (ifNoneMatch == null) {
            return false;
        }
        for (String tag : ifNoneMatch.split(",")) {
            String listed = tag.strip();
            if (listed.equals("*") || listed.equals(etag) || listed.equals("W/" + etag)) {
                return true;
            }
        }
        return false;
    }
}
