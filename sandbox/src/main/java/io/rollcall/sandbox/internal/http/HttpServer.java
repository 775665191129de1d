package io.rollcall.sandbox.internal.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** An HTTP server on one port of 127.0.0.1, with two threads. Thread-safe. Close it to free the port. */
public final class HttpServer implements AutoCloseable {
    /** The address on which it listens. */
    public static final String LOOPBACK = "127.0.0.1";

    private static final int MAX_REQUEST_BYTES = 16 * 1024 * 1024;
    private static final int BACKLOG = 10_000;
    private static final long PATIENCE_MILLIS = 1000;

    private final EventLoopGroup threads = new NioEventLoopGroup(2, new DefaultThreadFactory("sandbox-http"));
    private final ChannelGroup channels = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);
    private final int port;

    /**
     * Starts the server.
     *
     * @param wantedPort 0..65535; 0 for any free port
     * @throws BindException if another program listens on the port
     */
    public HttpServer(int wantedPort, RequestHandler handler) throws BindException {
        ChannelFuture listening = new ServerBootstrap()
                .group(threads)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.ALLOCATOR, UnpooledByteBufAllocator.DEFAULT)
                .childHandler(new Connections(handler, channels))
                .bind(LOOPBACK, wantedPort)
                .awaitUninterruptibly();
        if (!listening.isSuccess()) {
            close();
            if (listening.cause() instanceof BindException taken) {
                throw taken;
            }
            throw new IllegalStateException("The sandbox cannot listen on port " + wantedPort, listening.cause());
        }
        Channel server = listening.channel();
        channels.add(server);
        this.port = ((InetSocketAddress) server.localAddress()).getPort();
    }

    /** The port on which it listens, 1..65535. */
    public int port() {
        return port;
    }

    /** Stops listening and closes all connections. */
    @Override
    public void close() {
        channels.close().awaitUninterruptibly();
        threads.shutdownGracefully(0, PATIENCE_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly();
    }

    /** Sets up each new connection. */
    private static final class Connections extends ChannelInitializer<SocketChannel> {
        private final RequestHandler handler;
        private final ChannelGroup channels;

        Connections(RequestHandler handler, ChannelGroup channels) {
            this.handler = handler;
            this.channels = channels;
        }

        @Override
        protected void initChannel(SocketChannel channel) {
            channels.add(channel);
            channel.pipeline()
                    .addLast(new HttpServerCodec())
                    .addLast(new HttpServerKeepAliveHandler())
                    .addLast(new HttpObjectAggregator(MAX_REQUEST_BYTES))
                    // one request of a connection at a time
                    .addLast(new FlowControlHandler())
                    .addLast(handler);
        }
    }
}
