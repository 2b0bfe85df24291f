package org.sunwindow.caller;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.sunwindow.caller.signing.Algorithm;

/** Registered callers, and how they sign requests. */
@ConfigMapping(prefix = "sunwindow")
public interface CallerSettings {

    /** Callers by name, such as the back end of a mini-program or the gateway of a province. */
    Map<String, Declared> callers();

    /**
     * A file with more callers, as properties without the prefix: {@code portal.secret=…}. It is read again when it
     * changes, so that secrets can be replaced without a restart.
     */
    Optional<Path> callerFile();

    Signing signing();

    /** A caller. It needs a token or a secret. */
    interface Declared {

        /** What it sends as {@code Authorization: Bearer}, at least 24 characters in production. */
        Optional<String> token();

        /** A second token that is valid at the same time, so that a token can be replaced without an interruption. */
        Optional<String> nextToken();

        /** Key of its signatures, at least 32 characters in production. */
        Optional<String> secret();

        /** A second key that is valid at the same time. */
        Optional<String> nextSecret();

        /** What its signatures name as the sender; its name if not set. */
        Optional<List<String>> keys();

        /** Names of the schemes by which it may sign; all if not set. */
        Optional<Set<String>> schemes();

        /** What it may do; public reads and status lookups if not set. */
        Optional<Set<Scope>> scopes();

        /** Requests in a minute. */
        OptionalLong perMinute();

        /** Requests in a day. */
        OptionalLong perDay();

        /** The publisher for whose cases it issues receipts, with the scope {@link Scope#RECEIPTS}. */
        Optional<String> publisher();
    }

    interface Signing {

        /** Most that the time of a signature may differ from the clock of an instance, in both directions. */
        @WithDefault("5m")
        Duration skew();

        /** Signatures of public reads that an instance remembers, so that it refuses repetitions. */
        @WithDefault("20000")
        int remembered();

        /** Schemes by name. */
        Map<String, Scheme> schemes();
    }

    /** The form of a signature, and the headers that carry it. */
    interface Scheme {

        /** What is signed and how: {@code SID_RID}, {@code TOKEN_NONCE} or {@code REQUEST}. */
        Form form();

        /** Header with the key of the sender. */
        String keyHeader();

        /** Header with the time since 1970. */
        String timeHeader();

        /** Unit of the time: {@code MILLIS} or {@code SECONDS}. */
        @WithDefault("MILLIS")
        ChronoUnit timeUnit();

        /** Header with the signature. */
        String signatureHeader();

        /** Header with the service asked for; of {@link Form#SID_RID}. */
        Optional<String> serviceHeader();

        /** Header with a value that is used once; of all other forms. */
        Optional<String> nonceHeader();

        /** Header with the digest of the body; of {@link Form#REQUEST}. */
        Optional<String> digestHeader();

        /** Of {@link Form#REQUEST}. */
        @WithDefault("HMAC_SHA256")
        Algorithm algorithm();
    }

    enum Form {
        /** Base64 of HMAC-SHA256(secret, service + key + time): the national gateways. */
        SID_RID,

        /** Hexadecimal SHA-256(time + secret + nonce + time). */
        TOKEN_NONCE,

        /** Hexadecimal HMAC of method, path, query and the digest of the body. */
        REQUEST
    }
}
