package io.rollcall.camel.internal.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;

/** Passes bytes on to another port of this machine: out of TLS, or as a proxy that is asked for a tunnel first. */
final class Relay implements AutoCloseable {
    private final ServerSocket server;
    private final int to;
    private final String credentials;
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    private Relay(ServerSocket server, int to, String credentials) {
        this.server = server;
        this.to = to;
        this.credentials = credentials;
        thread(this::accept);
    }

    /** Takes TLS off. */
    static Relay tls(SSLContext context, int to) throws IOException {
        return new Relay(
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()), to, "");
    }

    /**
     * A proxy that leads to one place, whatever it is asked for.
     *
     * @param credentials that it wants as {@code Basic ...}; {@code -} for none
     */
    static Relay proxy(int to, String credentials) throws IOException {
        return new Relay(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), to, credentials);
    }

    int port() {
        return server.getLocalPort();
    }

    /** What the proxy was asked for. */
    List<String> heads() {
        return List.copyOf(heads);
    }

    private void tunnel(InputStream in, OutputStream out) throws IOException {
        while (true) {
            String head = head(in);
            heads.add(head);
            if (credentials.equals("-") || head.contains("Proxy-Authorization: " + credentials + "\r\n")) {
                say(out, "200 Connection established\r\n\r\n");
                return;
            }
            say(out, "407 Who are you\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n");
        }
    }

    private static void say(OutputStream out, String answer) throws IOException {
        out.write(("HTTP/1.1 " + answer).getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("gone");
            }
            head.append((char) b);
        }
        return head.toString();
    }

    private void accept() throws IOException {
        while (true) {
            Socket socket = server.accept();
            sockets.add(socket);
            thread(() -> serve(socket));
        }
    }

    private void serve(Socket socket) throws IOException {
        try (socket;
                Socket onwards = new Socket(InetAddress.getLoopbackAddress(), to)) {
            sockets.add(onwards);
            if (!credentials.isEmpty()) {
                tunnel(socket.getInputStream(), socket.getOutputStream());
            }
            thread(() -> {
                try (onwards) {
                    onwards.getInputStream().transferTo(socket.getOutputStream());
                }
            });
            socket.getInputStream().transferTo(onwards.getOutputStream());
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void thread(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException gone) {
                        // the client, the server or the test went away
                    }
                },
                "relay");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
