package org.sunwindow.webhook;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.sunwindow.caller.Caller;
import org.sunwindow.caller.CurrentCaller;
import org.sunwindow.caller.Scope;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;

/** Who asks about webhooks, and for which. */
@ApplicationScoped
class WebhookCallers {

    private final CurrentVertxRequest current;

    WebhookCallers(CurrentVertxRequest current) {
        this.current = current;
    }

    /**
     * Returns the name of the caller.
     *
     * @throws ProblemException if the request is of nobody who may have webhooks
     */
    String caller() {
        return CurrentCaller.of(current.getCurrent())
                .filter(caller -> caller.may(Scope.WEBHOOKS))
                .map(Caller::id)
                .orElseThrow(
                        () -> new ProblemException(ProblemCode.CALLER_UNAUTHORIZED, "变更通知只供登记的调用方使用；请提供调用方凭据或签名。"));
    }

    /**
     * Reads the id in an address.
     *
     * @throws ProblemException if there cannot be such a webhook
     */
    static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw notFound();
        }
    }

    /** The answer for a webhook that does not exist, or is of another caller, which is not distinguished. */
    static ProblemException notFound() {
        return new ProblemException(ProblemCode.WEBHOOK_NOT_FOUND, "没有这个通知地址，或者它不是本调用方的。");
    }
}
