package org.sunwindow;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.oneOf;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.atlassian.oai.validator.restassured.OpenApiValidationFilter;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.ObjectMapperConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** An HTTP client of a running service. Validates every response against the checked-in contract. */
public final class Sunwindow {

    public static final String TOKEN = "demo-publisher-token-not-for-production";

    private static final OpenApiValidationFilter CONTRACT =
            new OpenApiValidationFilter(OpenApiInteractionValidator.createForSpecificationUrl(
                            Path.of("openapi/openapi.yaml").toUri().toString())
                    .withLevelResolver(LevelResolver.create()
                            // tests send invalid requests on purpose
                            .withLevel("validation.request", ValidationReport.Level.IGNORE)
                            // items combine two schemas, each of which declares only its own fields
                            .withLevel("validation.schema.additionalProperties", ValidationReport.Level.IGNORE)
                            .build())
                    .build());

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Otherwise ISO-8859-1 is declared for every body, and every body is read by a mapper of its own. */
    public static final RestAssuredConfig AS_GIVEN = RestAssuredConfig.config()
            .encoderConfig(EncoderConfig.encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false))
            .objectMapperConfig(
                    ObjectMapperConfig.objectMapperConfig().jackson2ObjectMapperFactory((type, charset) -> MAPPER));

    private final String base;
    private final String token;
    private final Supplier<String> management;

    /**
     * @param base  base URL without a trailing slash
     * @param token token of a publisher
     */
    public Sunwindow(String base, String token) {
        this(base, token, Management::underTest);
    }

    /**
     * @param management base URL of health and metrics
     */
    Sunwindow(String base, String token, Supplier<String> management) {
        this.base = base;
        this.token = token;
        this.management = management;
    }

    public String base() {
        return base;
    }

    /** Returns the base URL of health and metrics. */
    public String management() {
        return management.get();
    }

    public String token() {
        return token;
    }

    /**
     * Returns a client of the application that runs in the process of the test, once it is ready: the schema of a new database
     * is created after the start.
     */
    public static Sunwindow underTest() {
        var underTest = new Sunwindow(RestAssured.baseURI + ":" + RestAssured.port, TOKEN);
        await("ready", () -> underTest.ready().statusCode() == 200);
        return underTest;
    }

    /** Returns a request whose response is validated. Paths and query strings are sent as given, without encoding. */
    public RequestSpecification request() {
        return given().config(AS_GIVEN)
                .baseUri(base)
                .basePath("/api/v1")
                .urlEncodingEnabled(false)
                // so that equal answers have equal bodies
                .header("X-Request-Id", "sunwindow-test")
                .filter(CONTRACT);
    }

    public Response get(String path) {
        return request().get(path);
    }

    /** Requests a public resource that exists, see {@link #settled}. */
    public Response read(String path) {
        return settled(path, () -> get(path)).then().statusCode(200).extract().response();
    }

    /**
     * Sends a request again while the instance polls for withdrawals first, as after the 2 s that a busy machine may have
     * paused it.
     */
    public static Response settled(String what, Supplier<Response> request) {
        var last = new AtomicReference<Response>();
        await("an answer other than index.behind to " + what, () -> {
            last.set(request.get());
            return last.get().statusCode() != 503
                    || !"index.behind".equals(last.get().as(Json.class).getString("code"));
        });
        return last.get();
    }

    public Response ready() {
        return given().baseUri(management()).get("/q/health/ready");
    }

    /** Requests a list with {@code q} set to a text. Further parameters are given as {@code name=value}, encoded. */
    public Json find(String path, String text, String... parameters) {
        String query = "?q=" + encoded(text) + (parameters.length == 0 ? "" : "&" + String.join("&", parameters));
        return read(path + query).as(Json.class);
    }

    /** Imports lines and waits until the index contains them. */
    public Json publish(String kind, String lines) {
        Json run = send(kind, lines).then().statusCode(201).extract().as(Json.class);
        if (run.get("revision") != null) {
            awaitRevision(run.getLong("revision"));
        }
        return run;
    }

    /** Publishes the sample data of kinds. Without the feature of a kind there is no sample of it, and it is left out. */
    public void publishSamples(String... kinds) {
        for (String kind : kinds) {
            if (hasSample(kind)) {
                Json run = publish(kind, sample(kind));
                if (run.getInt("rejected") > 0) {
                    throw new AssertionError(rejects(run).toString());
                }
            }
        }
    }

    /** Uploads the files that the sample data names. */
    public void uploadSampleFiles() {
        for (String line : text("/sample/files/files.txt").lines().toList()) {
            if (!line.startsWith("#")) {
                int space = line.indexOf(' ');
                upload(bytes("/sample/files/" + line.substring(0, space)), line.substring(space + 1));
            }
        }
    }

    /** Uploads a file, and returns the answer. */
    public Json upload(byte[] bytes, String name) {
        return request()
                .header("Authorization", "Bearer " + token)
                .contentType("application/octet-stream")
                .body(bytes)
                .post("/attachments?name=" + encoded(name))
                .then()
                .statusCode(oneOf(200, 201))
                .extract()
                .as(Json.class);
    }

    public static boolean hasSample(String kind) {
        return Sunwindow.class.getResource("/sample/" + kind + ".ndjson") != null;
    }

    public Response send(String kind, String lines) {
        return request()
                .header("Authorization", "Bearer " + token)
                .contentType("application/x-ndjson")
                .body(lines.getBytes(StandardCharsets.UTF_8))
                .post("/imports?kind=" + kind);
    }

    /** Opens an import of disclosures, whose lines are sent while the caller writes them. */
    public HttpURLConnection openImport() throws IOException {
        var connection = (HttpURLConnection)
                URI.create(base + "/api/v1/imports?kind=disclosure").toURL().openConnection();
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setChunkedStreamingMode(8192);
        connection.setRequestProperty("Authorization", "Bearer " + token);
        connection.setRequestProperty("Content-Type", "application/x-ndjson");
        return connection;
    }

    /** Uploads a file with the token of the publisher. */
    public Response upload(String name, byte[] file) {
        return request()
                .header("Authorization", "Bearer " + token)
                .contentType("application/octet-stream")
                .body(file)
                .post("/attachments?name=" + encoded(name));
    }

    /** Sends a request with the token of the publisher. */
    public Response getAsPublisher(String path) {
        return request().header("Authorization", "Bearer " + token).get(path);
    }

    /** Sends a JSON body with the token of the publisher. */
    public Response postAsPublisher(String path, String body) {
        return request()
                .header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post(path);
    }

    public Json rejects(Json run) {
        return getAsPublisher("/imports/" + run.getString("id") + "/rejects")
                .then()
                .statusCode(200)
                .extract()
                .as(Json.class);
    }

    public Response ask(String number, String type, String value) {
        return request()
                .contentType("application/json")
                .body("{\"applicationNo\":\"%s\",\"factor\":{\"type\":\"%s\",\"value\":\"%s\"}}"
                        .formatted(number, type, value)
                        .getBytes(StandardCharsets.UTF_8))
                .post("/status-queries");
    }

    /** Waits until this instance has indexed a revision. */
    public void awaitRevision(long revision) {
        await(
                "revision " + revision,
                () -> get("/divisions?size=1").then().extract().as(Json.class).getLong("asOf.revision") >= revision);
    }

    /** Bounds a wait for something that never happens. A busy machine takes a fraction of it. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Waits until a condition holds; fails after {@link #PATIENCE}. */
    public static void await(String what, Condition condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                if (condition.holds()) {
                    return;
                }
            } catch (OpenApiValidationFilter.OpenApiValidationException e) {
                throw e;
            } catch (Exception e) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("not within 10 minutes: " + what, e);
                }
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("not within 10 minutes: " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    /** A condition on the state of another thread or process. */
    public interface Condition {
        boolean holds() throws Exception;
    }

    /** Returns a file of the sample data. */
    public static String sample(String kind) {
        return text("/sample/" + kind + ".ndjson");
    }

    private static String text(String resource) {
        return new String(bytes(resource), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String resource) {
        try (InputStream in = Sunwindow.class.getResourceAsStream(resource)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
