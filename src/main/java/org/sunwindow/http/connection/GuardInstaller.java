package org.sunwindow.http.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
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
final class GuardInstaller extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = Logger.getLogger(GuardInstaller.class);

    /** The names that Vert.x gives to its handlers. */
    private static final String DECODER = "httpDecoder";

    private static final String HANDLER = "handler";

    private final Guards guards;
    private final HttpServerOptions options;
    private final Envelopes envelopes;
    private final Timer firstPacket = new Timer();

    GuardInstaller(Guards guards, HttpServerOptions options, Envelopes envelopes) {
        this.guards = guards;
        this.options = options;
        this.envelopes = envelopes;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        firstPacket.start(context, guards.settings().headerTimeout().toNanos(), context::close);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        firstPacket.cancel();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
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
        } else if (!isInHandshake(pipeline)) {
            LOG.error("closed a connection, because the handlers of Vert.x are not those that this version knows");
            ReferenceCountUtil.release(bytes);
            context.close();
            return;
        }
        context.fireChannelRead(bytes);
    }

    /**
     * Vert.x adds its handlers after the handshake of TLS. Until then, the time limit for the first packet continues.
     */
    private boolean isInHandshake(ChannelPipeline pipeline) {
        SslHandler tls = pipeline.get(SslHandler.class);
        return options.isSsl() && (tls == null || !tls.handshakeFuture().isDone());
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
