package org.sunwindow.webhook;

import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.sunwindow.outbound.AllowedHosts;
import org.sunwindow.outbound.OutboundClient;
import org.sunwindow.outbound.OutboundException;
import org.sunwindow.outbound.RetryAfter;

/**
 * Sends messages over HTTP, signed as Standard Webhooks say. The host is checked anew for each message, and of the answer only the
 * status counts: nothing else of it is read. Thread-safe.
 */
@ApplicationScoped
class SignedDelivery implements Delivery {

    static final String ID = "webhook-id";
    static final String TIMESTAMP = "webhook-timestamp";
    static final String SIGNATURE = "webhook-signature";

    private static final String ALGORITHM = "HmacSHA256";

    private final OutboundClient client;
    private final WebhookSecrets secrets;
    private final Clock clock;

    @Inject
    SignedDelivery(WebhookSettings settings, WebhookSecrets secrets, Vertx vertx, Clock clock) {
        this(
                settings,
                secrets,
                vertx,
                new AllowedHosts(settings.allowedHosts().orElse(List.of()), InetAddress::getAllByName),
                clock);
    }

    SignedDelivery(WebhookSettings settings, WebhookSecrets secrets, Vertx vertx, AllowedHosts hosts, Clock clock) {
        this.client = new OutboundClient(
                vertx, hosts, settings.certificates(), settings.timeout(), settings.parallel() + WebhookResource.TESTS);
        this.secrets = secrets;
        this.clock = clock;
    }

    void stop(@Observes ShutdownEvent event) {
        client.close();
    }

    /** What counts of an answer. */
    private record Answer(int status, String retryAfter) {

        static Answer of(HttpClientResponse response) {
            return new Answer(response.statusCode(), response.getHeader(HttpHeaders.RETRY_AFTER));
        }
    }

    /**
     * Returns why messages may not be sent to an address, in Chinese. A name that cannot be resolved, or not in time, may be
     * allowed later, so that does not matter here.
     */
    Optional<String> refusal(String address) throws InterruptedException {
        try {
            var uri = new URI(address);
            if (uri.getRawFragment() != null) {
                return Optional.of("地址中不应有 #。");
            }
            client.check(uri);
            return Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.of("地址写法有误。");
        } catch (OutboundException e) {
            return e.reason() == OutboundException.Reason.ADDRESS_FORBIDDEN
                    ? Optional.of(e.getMessage())
                    : Optional.empty();
        }
    }

    @Override
    public void send(Message message) throws Failed, InterruptedException {
        long time = clock.instant().getEpochSecond();
        String signature = signature(message, time);
        Answer answer;
        try {
            answer = client.exchange(
                    HttpMethod.POST,
                    URI.create(message.receiver().address()),
                    client.deadline(),
                    request -> headers(request)
                            .putHeader(ID, message.id())
                            .putHeader(TIMESTAMP, Long.toString(time))
                            .putHeader(SIGNATURE, signature)
                            .send(Buffer.buffer(message.body()))
                            .map(Answer::of));
        } catch (OutboundException e) {
            throw new Failed(Reason.valueOf(e.reason().name()), e.getMessage());
        }
        if (answer.status() >= 300 && answer.status() < 400) {
            throw new Failed(Reason.REDIRECT, "对方要求转到别的地址，没有跟随。", answer.status(), Duration.ZERO);
        }
        if (answer.status() < 200 || answer.status() >= 400) {
            throw new Failed(
                    Reason.STATUS,
                    "对方回答了状态码 %d。".formatted(answer.status()),
                    answer.status(),
                    RetryAfter.of(answer.retryAfter(), clock.instant()));
        }
    }

    private static HttpClientRequest headers(HttpClientRequest request) {
        return request.putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.USER_AGENT, "Sunwindow");
    }

    /** One signature for each secret that is valid. */
    private String signature(Message message, long time) throws Failed {
        Receiver receiver = message.receiver();
        boolean hasPrevious = receiver.previous() != null && clock.instant().isBefore(receiver.previousUntil());
        String signatures = Stream.of(receiver.secret(), hasPrevious ? receiver.previous() : null)
                .filter(stored -> stored != null)
                .flatMap(stored -> secrets.key(receiver.id(), stored).stream())
                .map(key -> "v1," + signature(key, message, time))
                .collect(Collectors.joining(" "));
        if (signatures.isEmpty()) {
            throw new Failed(Reason.SECRET, "本服务的密钥已经更换，这个地址的签名密钥不能再用；请另取一个。");
        }
        return signatures;
    }

    private static String signature(byte[] key, Message message, long time) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            byte[] text =
                    "%s.%d.%s".formatted(message.id(), time, message.body()).getBytes(StandardCharsets.UTF_8);
            return Base64.getEncoder().encodeToString(mac.doFinal(text));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
