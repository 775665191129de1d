package io.rollcall.sandbox.internal.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.netty.handler.flow.FlowControlHandler;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A WebSocket connection on a channel that was an HTTP connection before. Answers pings. Thread-safe. */
final class WebSocketChannel extends SimpleChannelInboundHandler<WebSocketFrame> implements WebSocket {
    private static final int MAX_FRAME_BYTES = 1024 * 1024;

    private final Channel channel;
    private final WebSocketListener listener;

    private WebSocketChannel(Channel channel, WebSocketListener listener) {
        this.channel = channel;
        this.listener = listener;
    }

    static boolean isHandshake(FullHttpRequest request) {
        return request.headers().containsValue(HttpHeaderNames.UPGRADE, "websocket", true);
    }

    /** Switches a channel to WebSocket. A handshake that violates the protocol is answered with an HTTP error. */
    static void open(Channel channel, FullHttpRequest request, WebSocketListener listener) {
        @Nullable WebSocketServerHandshaker handshaker =
                new WebSocketServerHandshakerFactory("", null, false, MAX_FRAME_BYTES).newHandshaker(request);
        if (handshaker == null) {
            WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(channel);
            return;
        }
        WebSocketChannel socket = new WebSocketChannel(channel, listener);
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.remove(HttpServerKeepAliveHandler.class);
        pipeline.remove(FlowControlHandler.class);
        pipeline.replace(RequestHandler.class, "websocket-aggregator", new WebSocketFrameAggregator(MAX_FRAME_BYTES));
        pipeline.addLast(socket);
        listener.opening();
        channel.closeFuture().addListener(closed -> listener.closed());
        handshaker.handshake(channel, request).addListener(done -> {
            if (done.isSuccess()) {
                listener.opened(socket);
                channel.config().setAutoRead(true);
            } else {
                channel.close();
            }
        });
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        if (frame instanceof TextWebSocketFrame text) {
            listener.received(text.text());
        } else if (frame instanceof PingWebSocketFrame ping) {
            ByteBuf content = ping.content().retain();
            context.writeAndFlush(new PongWebSocketFrame(content));
        } else if (frame instanceof CloseWebSocketFrame close) {
            context.writeAndFlush(close.retain()).addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** A frame that violates the protocol or is too large, or a connection that the client has cut. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }

    @Override
    public void send(String text) {
        channel.writeAndFlush(new TextWebSocketFrame(Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.UTF_8))));
    }

    @Override
    public void close(int code, String reason) {
        channel.writeAndFlush(new CloseWebSocketFrame(code, reason)).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void cut() {
        // on the channel's own thread, which is also the one that closes it
        channel.eventLoop().execute(() -> {
            if (channel.isOpen()) {
                // without lingering, closing a socket sends RST instead of FIN
                channel.config().setOption(ChannelOption.SO_LINGER, 0);
                channel.close();
            }
        });
    }
}
