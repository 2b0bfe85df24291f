package org.sunwindow.http.connection;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.Http1xServerConnection;
import io.vertx.core.net.impl.VertxHandler;
import org.jboss.logging.Logger;
import org.sunwindow.ExceptionSummary;
import org.sunwindow.http.envelope.EnvelopeHandler;
import org.sunwindow.http.envelope.Envelopes;

/**
 * Waits until Vert.x has built the pipeline of a connection, then puts the guard and the decoder into it. Closes a
 * connection that sends nothing in time, or that it cannot guard.
 */
final class GuardInstaller extends ChannelDuplexHandler {

    private static final Logger LOG = Logger.getLogger(GuardInstaller.class);

    /** The names that Vert.x gives to its handlers. */
    private static final String DECODER = "httpDecoder";

    private static final String HANDLER = "handler";

    private static final String DECRYPTED = "decrypted";

    private final Guards guards;
    private final HttpServerOptions options;
    private final Envelopes envelopes;
    private final Timer firstPacket = new Timer();

    /** The connection is being closed by this handler, or because the client has reset it. */
    private boolean ended;

    GuardInstaller(Guards guards, HttpServerOptions options, Envelopes envelopes) {
        this.guards = guards;
        this.options = options;
        this.envelopes = envelopes;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        firstPacket.start(context, guards.settings().headerTimeout().toNanos(), () -> close(context, Closure.SILENT));
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        firstPacket.cancel();
    }

    private void close(ChannelHandlerContext context, Closure closure) {
        ended = true;
        guards.log().closed(closure);
        context.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        ended = true;
        context.fireExceptionCaught(cause);
    }

    /**
     * Before anything has arrived, the server closes a connection only because it has too many, or because TLS fails.
     */
    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        if (!ended && context.channel().isActive()) {
            ended = true;
            boolean established = context.pipeline().get(DECODER) != null;
            guards.log().closed(established ? Closure.CONNECTIONS : Closure.HANDSHAKE);
        }
        context.close(promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        if (!options.isSsl()) {
            guardOrClose(context, bytes);
            return;
        }
        ChannelPipeline pipeline = context.pipeline();
        ChannelHandlerContext tls = pipeline.context(SslHandler.class);
        if (tls != null && pipeline.get(DECRYPTED) == null) {
            pipeline.addAfter(tls.name(), DECRYPTED, new Decrypted());
        }
        context.fireChannelRead(bytes);
    }

    /**
     * Passes on what the client sends to the guard, or closes a connection that has handlers of another version of
     * Vert.x.
     */
    private void guardOrClose(ChannelHandlerContext context, Object bytes) {
        ChannelPipeline pipeline = context.pipeline();
        if (pipeline.get(DECODER) != null
                && pipeline.get(HANDLER) instanceof VertxHandler<?> handler
                && handler.getConnection() instanceof Http1xServerConnection connection) {
            // without it, Vert.x logs every connection that a client has reset as an error
            connection.exceptionHandler(failure -> LOG.debugf("connection failed: %s", ExceptionSummary.of(failure)));
            pipeline.replace(DECODER, DECODER, new RequestDecoder(options));
            pipeline.addBefore(HANDLER, "envelopes", new EnvelopeHandler(envelopes));
            pipeline.addBefore(HANDLER, "guard", guards.guard(new VertxFlow(connection)));
            pipeline.remove(this);
            if (context.handler() != this) {
                pipeline.remove(context.handler());
            }
            context.fireChannelRead(bytes);
        } else {
            LOG.error("closed a connection, because the handlers of Vert.x are not those that this version knows");
            ReferenceCountUtil.release(bytes);
            close(context, Closure.UNGUARDED);
        }
    }

    /**
     * Behind the handler of TLS. Vert.x adds its handlers after the handshake, which may end with the same bytes from
     * the client that contain its first request, so the installer itself would guard only what comes after them. Until
     * then, the time limit for the first packet continues.
     */
    private final class Decrypted extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            guardOrClose(context, bytes);
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            // the client has ended the connection
            ended |= event instanceof SslCloseCompletionEvent;
            context.fireUserEventTriggered(event);
        }
    }

    /** Vert.x pauses a connection, too; it must know of the pauses of the guard to end only its own. */
    private record VertxFlow(Http1xServerConnection connection) implements Flow {

        @Override
        public void pause() {
            connection.doPause();
        }

        @Override
        public void resume() {
            connection.doResume();
        }
    }
}
