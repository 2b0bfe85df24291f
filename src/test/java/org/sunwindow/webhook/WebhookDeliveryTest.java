package org.sunwindow.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.Sunwindow;
import org.sunwindow.caller.Scope;
import org.sunwindow.webhook.Delivery.Reason;
import org.sunwindow.webhook.Webhooks.Webhook;

/** What receivers are told, when they are up, down, slow or lying, by one instance or several. */
@Tag("slow")
class WebhookDeliveryTest {

    private static Service service;

    private Receivers receiver;
    private Announcer announcer;

    @BeforeAll
    static void startService() throws IOException, SQLException {
        service = new Service();
    }

    @AfterAll
    static void stopService() throws IOException {
        service.close();
    }

    @BeforeEach
    void start() throws IOException, SQLException {
        service.reset();
        receiver = new Receivers();
        announcer = service.announcer();
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    private Delivery delivery() {
        return service.delivery(host -> InetAddress.getAllByName("127.0.0.1"), receiver.allowed());
    }

    private UUID subscribe() throws SQLException {
        return service.subscribe(receiver.address("/hook?token=secret"), null, null);
    }

    private void deliver() throws Exception {
        announcer.announce();
        service.deliverer(delivery()).deliver();
    }

    private Webhook webhook(UUID id) throws SQLException {
        return service.webhooks().find(Service.CALLER, id).orElseThrow();
    }

    /** Type, key and revision of what was received. */
    private List<String> told() {
        return receiver.bodies().stream().map(WebhookDeliveryTest::told).toList();
    }

    private static String told(String body) {
        return "%s %s %s".formatted(member(body, "type"), member(body, "key"), member(body, "revision"));
    }

    private static String member(String body, String name) {
        var matcher = Pattern.compile("\"" + name + "\":\"?([^\",}]*)").matcher(body);
        return matcher.find()
                ? (name.equals("key") ? matcher.group(1).toLowerCase(Locale.ROOT) : matcher.group(1))
                : null;
    }

    private static boolean isSigned(Receivers.Received message, String secret) throws Exception {
        byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        String text = message.id() + "." + message.timestamp() + "." + message.body();
        String expected =
                "v1," + Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        return List.of(message.signature().split(" ")).contains(expected);
    }

    private String secret(UUID webhook) throws SQLException {
        return service.secrets()
                .shown(
                        webhook,
                        service.webhooks()
                                .receiver(Service.CALLER, webhook)
                                .orElseThrow()
                                .secret());
    }

    @Test
    void changeIsToldOnceSignedAndWithoutContent() throws Exception {
        UUID id = subscribe();
        long revision = service.put("公示-2026-1");
        deliver();
        deliver();
        assertThat(receiver.received).hasSize(1);
        Receivers.Received message = receiver.received.getFirst();
        assertThat(message.path()).isEqualTo("/hook?token=secret");
        assertThat(message.body()).isEqualTo("""
                        {"id":"%s","event":"publication.change","kind":"notice","key":"公示-2026-1","revision":%d,\
                        "type":"CHANGED","occurredAt":"2026-11-22T10:00:00+08:00"}""", message.id(), revision);
        assertThat(message.timestamp())
                .isEqualTo(Long.toString(service.clock.instant().getEpochSecond()));
        assertThat(isSigned(message, secret(id))).isTrue();
        assertThat(isSigned(
                        message, service.secrets().shown(id, service.secrets().create(id))))
                .isFalse();
        assertThat(webhook(id).deliveredAt()).isEqualTo(service.clock.instant());
        assertThat(webhook(id).waiting()).isZero();
    }

    @Test
    void changesBeforeTheFirstWebhookAreNotTold() throws Exception {
        service.put("old");
        subscribe();
        service.put("new");
        deliver();
        assertThat(told()).containsExactly("CHANGED new 2");
    }

    @Test
    void kindsAndPublishersAreFilters() throws Exception {
        service.subscribe(receiver.address("/notices"), List.of("notice"), null);
        service.subscribe(receiver.address("/bureau"), null, List.of("云川市民政局"));
        service.put("notice", "a", "云川市民政局", null, null);
        service.put("disclosure", "b", "云川市民政局", null, null);
        service.put("notice", "c", "东湖区民政局", null, null);
        service.put("notice", "d", null, null, null);
        deliver();
        assertThat(receiver.received.stream().map(message -> message.path() + " " + member(message.body(), "key")))
                .containsExactlyInAnyOrder("/notices a", "/notices c", "/notices d", "/bureau a", "/bureau b");
        receiver.received.clear();
        service.withdraw("c");
        deliver();
        assertThat(receiver.received)
                .as("nothing tells the publisher of a withdrawn record")
                .extracting(Receivers.Received::path)
                .containsExactlyInAnyOrder("/notices", "/bureau");
    }

    @Test
    void recordIsAnnouncedWhenItBeginsAndWhenItEnds() throws Exception {
        subscribe();
        Instant now = service.clock.instant();
        service.put("notice", "later", null, now.plusSeconds(60), now.plusSeconds(120));
        service.put("notice", "never", null, now.plusSeconds(3600), null);
        deliver();
        service.withdraw("never");
        deliver();
        service.clock.forward(Duration.ofSeconds(59));
        deliver();
        assertThat(receiver.received).isEmpty();
        service.clock.forward(Duration.ofSeconds(1));
        deliver();
        assertThat(told()).containsExactly("CHANGED later 1");
        assertThat(receiver.bodies().getFirst()).contains("\"occurredAt\":\"2026-11-22T10:01:00+08:00\"");
        service.clock.forward(Duration.ofSeconds(60));
        deliver();
        assertThat(told()).containsExactly("CHANGED later 1", "REMOVED later 1");
    }

    @Test
    void recordThatIsPostponedIsRemovedUntilItBegins() throws Exception {
        subscribe();
        service.put("a");
        deliver();
        service.put("notice", "a", null, service.clock.instant().plusSeconds(60), null);
        deliver();
        service.clock.forward(Duration.ofSeconds(60));
        deliver();
        assertThat(told()).containsExactly("CHANGED a 1", "REMOVED a 2", "CHANGED a 2");
    }

    /** A receiver that is down hears of the removal only. */
    @Test
    void whatIsNotPublicAnyMoreIsNotAnnouncedAsChanged() throws Exception {
        UUID id = subscribe();
        service.put("withdrawn");
        service.put("notice", "ended", null, null, service.clock.instant().plusSeconds(30));
        announcer.announce();
        service.clock.forward(Duration.ofSeconds(30));
        service.withdraw("withdrawn");
        // it has not been announced yet
        service.deliverer(delivery()).deliver();
        assertThat(receiver.received).isEmpty();
        assertThat(webhook(id).waiting()).isEqualTo(2);
        deliver();
        assertThat(told()).containsExactlyInAnyOrder("REMOVED withdrawn 3", "REMOVED ended 2");
    }

    @Test
    void receiverThatIsDownForAnHourHearsOfEverythingInTheOrderOfEachKey() throws Exception {
        UUID id = subscribe();
        receiver.status(503);
        service.put("a");
        service.put("b");
        deliver();
        int tries = 1;
        for (Instant end = service.clock.instant().plus(Duration.ofHours(1));
                service.clock.instant().isBefore(end); ) {
            service.clock.forward(Duration.ofSeconds(30));
            service.put("a");
            deliver();
            tries = receiver.received.size();
        }
        assertThat(tries).as("it is asked more and more rarely").isBetween(6, 8);
        assertThat(webhook(id).failures()).isEqualTo(tries);
        assertThat(webhook(id).failure()).isEqualTo(Reason.STATUS);
        assertThat(webhook(id).failureStatus()).isEqualTo(503);
        assertThat(webhook(id).waiting()).as("one notice of each record").isEqualTo(2);
        receiver.received.clear();
        receiver.status(200);
        service.clock.forward(Duration.ofHours(1));
        deliver();
        assertThat(told()).containsExactlyInAnyOrder("CHANGED a 122", "CHANGED b 2");
        assertThat(webhook(id).failures()).isZero();
        assertThat(webhook(id).failure()).isNull();
    }

    @Test
    void receiverMayAskForALongerWait() throws Exception {
        subscribe();
        receiver.answer = exchange -> {
            exchange.getResponseHeaders().add("Retry-After", "1200");
            exchange.sendResponseHeaders(429, -1);
        };
        service.put("a");
        deliver();
        service.clock.forward(Duration.ofMinutes(20));
        deliver();
        assertThat(receiver.received).hasSize(1);
        service.clock.forward(Duration.ofMinutes(1));
        deliver();
        assertThat(receiver.received).hasSize(2);
        assertThat(receiver.received.get(0).id())
                .isEqualTo(receiver.received.get(1).id());
    }

    /** A receiver that never takes one message gets all others. */
    @Test
    void refusedNoticeDoesNotKeepOthersBack() throws Exception {
        UUID id = subscribe();
        receiver.answer = exchange -> {
            boolean isRefused = receiver.bodies().getLast().contains("\"key\":\"POISON\"");
            exchange.sendResponseHeaders(isRefused ? 500 : 200, -1);
        };
        service.put("poison");
        service.put("a");
        service.put("b");
        deliver();
        service.clock.forward(Duration.ofMinutes(2));
        deliver();
        assertThat(told()).contains("CHANGED a 2", "CHANGED b 3");
        assertThat(webhook(id).waiting()).isEqualTo(1);
    }

    @Test
    void garbageAndEndlessBodiesOfAnAnswerAreNotRead() throws Exception {
        UUID id = subscribe();
        receiver.answer = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("<html>王建国 13800000000".getBytes(StandardCharsets.UTF_8));
        };
        service.put("a");
        deliver();
        assertThat(webhook(id).waiting()).isZero();
        var closed = new CountDownLatch(1);
        receiver.answer = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            try {
                while (true) {
                    out.write(new byte[65536]);
                }
            } finally {
                closed.countDown();
            }
        };
        service.put("b");
        deliver();
        assertThat(webhook(id).waiting()).isZero();
        closed.await();
    }

    @Test
    void silentReceiverIsCutOff() throws Exception {
        service.set("timeout", "0.3S");
        UUID id = subscribe();
        var end = new CountDownLatch(1);
        receiver.answer = exchange -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        service.put("a");
        deliver();
        end.countDown();
        assertThat(webhook(id).failure()).isEqualTo(Reason.TIMEOUT);
        assertThat(webhook(id).waiting()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectsAreNotFollowed(int status) throws Exception {
        UUID id = subscribe();
        receiver.answer = exchange -> {
            exchange.getResponseHeaders().add("Location", receiver.address("/inside"));
            exchange.sendResponseHeaders(status, -1);
        };
        service.put("a");
        deliver();
        assertThat(receiver.received).extracting(Receivers.Received::path).containsExactly("/hook?token=secret");
        assertThat(webhook(id).failure()).isEqualTo(Reason.REDIRECT);
    }

    /** The name was public when the webhook was created. */
    @ParameterizedTest
    @CsvSource({"127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "fd00::1", "0.0.0.0"})
    void nameThatLeadsInwardsIsNotConnectedTo(String address) throws Exception {
        UUID id = service.subscribe("https://receiver.example.test/hook", null, null);
        service.put("a");
        announcer.announce();
        service.deliverer(service.delivery(host -> InetAddress.getAllByName(address), "receiver.example.test"))
                .deliver();
        assertThat(webhook(id).failure()).isEqualTo(Reason.ADDRESS_FORBIDDEN);
        assertThat(receiver.received).isEmpty();
    }

    @Test
    void addressOfAHostThatIsNotListedIsRefused() throws InterruptedException {
        SignedDelivery delivery = service.delivery(host -> InetAddress.getAllByName("202.96.128.166"), "a.example");
        assertThat(delivery.refusal("https://a.example/x")).isEmpty();
        for (String address : List.of(
                "http://a.example/x",
                "https://b.example/x",
                "https://a.example:8443/x",
                "https://u:p@a.example/",
                "https://a.example/#x",
                "a b")) {
            assertThat(delivery.refusal(address)).as(address).isPresent();
        }
    }

    /** The process ends after the receiver has answered. */
    @Test
    void messageIsSentAgainAfterACrashBeforeItIsMarked() throws Exception {
        UUID id = subscribe();
        service.put("a");
        announcer.announce();
        Delivery real = delivery();
        Deliverer killed = service.deliverer(message -> {
            real.send(message);
            throw new Killed();
        });
        assertThatThrownBy(killed::deliver).isInstanceOf(Killed.class);
        service.deliverer(real).deliver();
        assertThat(receiver.received).as("the lease has not ended").hasSize(1);
        service.clock.forward(Duration.ofMinutes(1));
        service.deliverer(real).deliver();
        assertThat(receiver.received).hasSize(2);
        assertThat(receiver.received.get(0).id())
                .isEqualTo(receiver.received.get(1).id());
        assertThat(receiver.received.get(0).body())
                .isEqualTo(receiver.received.get(1).body());
        assertThat(webhook(id).waiting()).isZero();
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** While an instance sends, the record changes and another instance is at work. */
    @Test
    void instancesDoNotSendToOneReceiverAtATime() throws Exception {
        UUID id = subscribe();
        service.put("a");
        announcer.announce();
        Delivery real = delivery();
        Deliverer other = service.deliverer(real);
        var during = new AtomicReference<Integer>();
        Deliverer first = service.deliverer(message -> {
            if (during.get() == null) {
                try {
                    service.put("a");
                    service.put("b");
                    service.announcer().announce();
                    other.deliver();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
                during.set(receiver.received.size());
            }
            real.send(message);
        });
        first.deliver();
        assertThat(during).hasValue(0);
        assertThat(told())
                .startsWith("CHANGED a 1")
                .containsExactlyInAnyOrder("CHANGED a 1", "CHANGED a 2", "CHANGED b 3");
        assertThat(webhook(id).waiting()).isZero();
    }

    /** An instance stands still for longer than its lease; what the other one has sent meanwhile is not undone. */
    @Test
    void instanceThatLostItsLeaseSendsNothingMore() throws Exception {
        UUID id = subscribe();
        service.put("a");
        service.put("b");
        announcer.announce();
        Delivery real = delivery();
        Deliverer other = service.deliverer(real);
        var sent = new ArrayList<String>();
        Deliverer slow = service.deliverer(message -> {
            sent.add(message.id());
            service.clock.forward(Duration.ofMinutes(2));
            try {
                other.deliver();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            throw new Delivery.Failed(Reason.TIMEOUT, "超时");
        });
        slow.deliver();
        assertThat(sent).hasSize(1);
        assertThat(told()).containsExactlyInAnyOrder("CHANGED a 1", "CHANGED b 2");
        assertThat(webhook(id).failures())
                .as("the failure of a lost lease counts for nothing")
                .isZero();
        assertThat(webhook(id).waiting()).isZero();
    }

    @Test
    void twoSecretsSignWhileOneReplacesTheOther() throws Exception {
        UUID id = subscribe();
        String first = secret(id);
        String second = service.webhooks()
                .rotate(Service.CALLER, id, service.clock.instant().plus(Duration.ofDays(1)))
                .orElseThrow();
        service.put("a");
        deliver();
        Receivers.Received both = receiver.received.getFirst();
        assertThat(both.signature().split(" ")).hasSize(2);
        assertThat(isSigned(both, first)).isTrue();
        assertThat(isSigned(both, second)).isTrue();
        service.clock.forward(Duration.ofDays(1));
        service.put("a");
        deliver();
        Receivers.Received one = receiver.received.getLast();
        assertThat(isSigned(one, first)).isFalse();
        assertThat(isSigned(one, second)).isTrue();
    }

    @Test
    void secretOutlivesAChangeOfTheSecretOfTheService() throws Exception {
        UUID id = subscribe();
        String secret = secret(id);
        service.changeSecret("the-second-secret-of-the-service-in-tests");
        service.put("a");
        deliver();
        assertThat(isSigned(receiver.received.getFirst(), secret)).isTrue();
        service.forgetPreviousSecret();
        service.put("b");
        deliver();
        assertThat(webhook(id).failure()).isEqualTo(Reason.SECRET);
        String next = service.webhooks()
                .rotate(Service.CALLER, id, service.clock.instant().plus(Duration.ofDays(1)))
                .orElseThrow();
        service.clock.forward(Duration.ofMinutes(1));
        deliver();
        assertThat(isSigned(receiver.received.getLast(), next)).isTrue();
    }

    @Test
    void deadLettersAreListedAndSentAgain() throws Exception {
        UUID id = subscribe();
        receiver.status(500);
        service.put("a");
        service.put("b");
        for (int hour = 0; hour < 74; hour++) {
            deliver();
            service.clock.forward(Duration.ofHours(1).plusSeconds(1));
        }
        assertThat(webhook(id).waiting()).isZero();
        assertThat(webhook(id).dead()).isEqualTo(2);
        List<Webhooks.DeadLetter> dead = service.webhooks().dead(Service.CALLER, id, 20);
        assertThat(dead).extracting(Webhooks.DeadLetter::key).containsExactlyInAnyOrder("A", "B");
        assertThat(dead).extracting(Webhooks.DeadLetter::failure).containsOnly(Reason.STATUS);
        assertThat(service.webhooks().dead("another", id, 20)).isEmpty();
        int asked = receiver.received.size();
        deliver();
        assertThat(receiver.received).hasSize(asked);

        receiver.received.clear();
        receiver.status(204);
        UUID first = dead.getFirst().id();
        assertThat(service.webhooks().resend("another", id, null)).isZero();
        assertThat(service.webhooks().resend(Service.CALLER, id, List.of(first, UUID.randomUUID())))
                .isEqualTo(1);
        deliver();
        assertThat(receiver.received).extracting(Receivers.Received::id).containsExactly(first.toString());
        // what has changed since takes the place of its dead letter
        service.put("a");
        service.put("b");
        deliver();
        assertThat(webhook(id).dead()).isZero();
        assertThat(service.webhooks().resend(Service.CALLER, id, null)).isZero();
    }

    @Test
    void deadLettersAreDeletedInTheEnd() throws Exception {
        UUID id = subscribe();
        service.put("a");
        announcer.announce();
        service.execute("update webhook_notice set dead_at = '2026-10-23T02:00:00Z', failure = 'STATUS'");
        var retention = new DeadLetterRetention(service.data, service.clock, service.settings());
        service.clock.forward(Duration.ofSeconds(-1));
        retention.purge();
        assertThat(webhook(id).dead()).isEqualTo(1);
        service.clock.forward(Duration.ofSeconds(1));
        retention.purge();
        assertThat(webhook(id).dead()).isZero();
    }

    @Test
    void pausedWebhookIsToldAfterwards() throws Exception {
        UUID id = subscribe();
        assertThat(service.webhooks().pause("another", id, true)).isFalse();
        assertThat(service.webhooks().pause(Service.CALLER, id, true)).isTrue();
        service.put("a");
        service.put("a");
        deliver();
        service.clock.forward(Duration.ofDays(10));
        deliver();
        assertThat(receiver.received).isEmpty();
        service.webhooks().pause(Service.CALLER, id, false);
        receiver.status(500);
        deliver();
        assertThat(webhook(id).dead()).as("it was not tried for ten days").isZero();
        receiver.received.clear();
        receiver.status(200);
        service.clock.forward(Duration.ofMinutes(1));
        deliver();
        assertThat(told()).containsExactly("CHANGED a 2");
    }

    @Test
    void callerThatIsNoLongerRegisteredIsToldNothing() throws Exception {
        subscribe();
        service.put("a");
        announcer.announce();
        service.deliverer(delivery(), Set.of("another")).deliver();
        assertThat(receiver.received).isEmpty();
    }

    /** The news of cases wait until the caller may follow again. */
    @Test
    void callerThatMayFollowNoLongerIsToldOfRecordsOnly() throws Exception {
        UUID id = subscribe();
        var follower = new Notices.Follower(id, UUID.randomUUID());
        try (var connection = service.data.getConnection()) {
            service.notices().news(connection, List.of(follower));
        }
        Deliverer restricted = service.deliverer(
                delivery(), scope -> scope == Scope.FOLLOW ? Set.of("another") : Set.of(Service.CALLER, "another"));
        restricted.deliver();
        assertThat(receiver.received).isEmpty();
        service.clock.forward(Duration.ofSeconds(1));
        service.put("a");
        announcer.announce();
        restricted.deliver();
        assertThat(told()).containsExactly("CHANGED a 1");
        assertThat(webhook(id).waiting()).isEqualTo(1);
        deliver();
        assertThat(receiver.bodies().getLast()).contains(follower.id().toString());
        assertThat(webhook(id).waiting()).isZero();
    }

    @Test
    void moreThanABatchBecomeDeadLettersAtOnce() throws Exception {
        UUID id = subscribe();
        wait(id, 4_500);
        service.clock.forward(Duration.ofDays(3));
        receiver.status(500);
        service.put("new");
        deliver();
        assertThat(receiver.received).hasSize(1);
        assertThat(webhook(id).dead()).isEqualTo(4_500);
        assertThat(webhook(id).waiting()).isEqualTo(1);
    }

    /** All that are sent again are due at the same time. */
    @Test
    void firstOfManyThatAreDueIsFoundWithoutSortingThem() throws Exception {
        UUID id = subscribe();
        wait(id, 5_000);
        service.execute("analyze webhook_notice");
        try (var connection = service.data.getConnection();
                var statement = connection.prepareStatement("explain " + Notices.NEXT)) {
            var now = service.clock.instant().atOffset(ZoneOffset.UTC);
            statement.setObject(1, id);
            statement.setBoolean(2, true);
            for (int parameter = 3; parameter <= 5; parameter++) {
                statement.setObject(parameter, now);
            }
            var plan = new ArrayList<String>();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    plan.add(row.getString(1));
                }
            }
            assertThat(plan).anyMatch(line -> line.contains("webhook_notice_next"));
            assertThat(plan).noneMatch(line -> line.contains("Sort"));
        }
    }

    /** Lets notices of records that were removed wait, all from now on. */
    private void wait(UUID id, int count) throws SQLException {
        service.execute("""
                insert into webhook_notice
                    (webhook, event, kind, key, id, revision, type, occurred_at, waiting_since, due_at)
                select '%s', 'publication.change', 'notice', 'gone ' || i, gen_random_uuid(), i, 'REMOVED', n, n, n
                from generate_series(1, %d) i, (values (timestamptz '%s')) as now (n)""".formatted(id, count, service.clock.instant()));
    }

    /** Deleting a webhook, the announcement of a record and sending again wait for each other in one order. */
    @Test
    void webhookIsDeletedWhileItsNoticesAreMade() throws Exception {
        UUID id = subscribe();
        service.put("a");
        announcer.announce();
        service.execute("update webhook_notice set dead_at = due_at, failure = 'STATUS'");
        service.put("a");
        try (var deletion = service.data.getConnection();
                var statement = deletion.createStatement();
                var threads = Executors.newFixedThreadPool(2)) {
            deletion.setAutoCommit(false);
            statement.execute("delete from webhook");
            var announced = threads.submit(() -> {
                announcer.announce();
                return true;
            });
            var resent = threads.submit(() -> service.webhooks().resend(Service.CALLER, id, null));
            Sunwindow.await("two that wait", () -> service.waitingForLocks() == 2);
            deletion.commit();
            deletion.setAutoCommit(true);
            assertThat(announced.get()).isTrue();
            assertThat(resent.get()).isZero();
        }
        deliver();
        assertThat(receiver.received).isEmpty();
    }

    /** A record begins between the times of two instances. */
    @Test
    void instanceWithASlowClockLeavesNothingOut() throws Exception {
        subscribe();
        service.put("notice", "soon", null, service.clock.instant().plusSeconds(5), null);
        service.clock.forward(Duration.ofSeconds(3));
        announcer.announce();
        service.clock.forward(Duration.ofSeconds(-3));
        service.put("notice", "sooner", null, service.clock.instant().plusSeconds(2), null);
        deliver();
        assertThat(receiver.received).isEmpty();
        service.clock.forward(Duration.ofSeconds(3));
        deliver();
        assertThat(told()).containsExactly("CHANGED sooner 2");
        service.clock.forward(Duration.ofSeconds(2));
        deliver();
        assertThat(told()).containsExactly("CHANGED sooner 2", "CHANGED soon 1");
    }

    @Test
    void moreChangesThanABatchAreTold() throws Exception {
        UUID id = subscribe();
        Instant at = service.clock.instant().plusSeconds(60);
        for (int i = 0; i < 1100; i++) {
            service.put("notice", "n" + i, null, at.plusMillis(i / 3), at.plusSeconds(3600));
        }
        announcer.announce();
        assertThat(webhook(id).waiting()).isZero();
        service.clock.forward(Duration.ofMinutes(2));
        announcer.announce();
        assertThat(webhook(id).waiting()).isEqualTo(1100);
        service.clock.forward(Duration.ofHours(2));
        service.execute("delete from webhook_notice");
        announcer.announce();
        assertThat(webhook(id).waiting()).isEqualTo(1100);
    }

    /** After any schedule, what a receiver was told last of each record is what the public sees. */
    @Test
    void receiverKnowsWhatIsPublicAfterAnySchedule() throws Exception {
        for (int seed = 0; seed < 25; seed++) {
            stop();
            start();
            schedule(new Random(seed), seed);
        }
    }

    private void schedule(Random random, int seed) throws Exception {
        UUID id = subscribe();
        var isPublic = new HashMap<String, Instant[]>();
        for (int step = 0; step < 40; step++) {
            String key = "k" + random.nextInt(4);
            Instant now = service.clock.instant();
            switch (random.nextInt(6)) {
                case 0 -> {
                    if (isPublic.remove(key) != null) {
                        service.withdraw(key);
                    }
                }
                case 1, 2 -> {
                    Instant from = random.nextBoolean() ? null : now.plusSeconds(random.nextInt(120) - 20);
                    Instant until = random.nextBoolean() ? null : now.plusSeconds(121 + random.nextInt(120));
                    service.put("notice", key, null, from, until);
                    isPublic.put(key, new Instant[] {from, until});
                }
                case 3 -> service.clock.forward(Duration.ofSeconds(random.nextInt(90)));
                case 4 -> receiver.status(random.nextBoolean() ? 500 : 200);
                default -> deliver();
            }
        }
        receiver.status(200);
        service.clock.forward(Duration.ofHours(1));
        deliver();
        service.clock.forward(Duration.ofHours(1));
        deliver();
        var known = new HashMap<String, String>();
        receiver.bodies().forEach(body -> known.put(member(body, "key"), member(body, "type")));
        Instant now = service.clock.instant();
        for (int i = 0; i < 4; i++) {
            Instant[] times = isPublic.get("k" + i);
            boolean visible = times != null
                    && (times[0] == null || !times[0].isAfter(now))
                    && (times[1] == null || times[1].isAfter(now));
            assertThat(known.getOrDefault("k" + i, "REMOVED"))
                    .as("seed %d, k%d", seed, i)
                    .isEqualTo(visible ? "CHANGED" : "REMOVED");
        }
        assertThat(webhook(id).waiting()).as("seed %d", seed).isZero();
    }

    /** Neither titles of records nor secrets are in the tables. */
    @Test
    void tablesHaveNoTextsAndNoSecrets() throws Exception {
        UUID id = subscribe();
        String secret = secret(id).substring("whsec_".length());
        service.put("a");
        announcer.announce();
        try (var connection = service.data.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select w::text || n::text || encode(salt, 'base64')"
                        + " || encode(key_check, 'base64') from webhook w join webhook_notice n on n.webhook = w.id")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).doesNotContain("王建国").doesNotContain(secret);
        }
    }
}
