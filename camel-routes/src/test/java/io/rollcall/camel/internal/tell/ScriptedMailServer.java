package io.rollcall.camel.internal.tell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** A mail server that replies to one command of SMTP as a test says, and to all others as it should (RFC 5321). */
final class ScriptedMailServer implements AutoCloseable {
    static final String CLOSES = "closes";
    static final String IS_SILENT = "is silent";

    private static final Map<String, String> USUAL = Map.of(
            "CONNECT", "220 mail.example.com",
            "EHLO", "250-mail.example.com\r\n250 AUTH PLAIN",
            "AUTH", "235 2.7.0 accepted",
            "DATA", "354 go on",
            "QUIT", "221 bye");

    private final ServerSocket socket;
    private final String command;
    private final String reply;

    /** @param command {@code CONNECT} is the greeting, and {@code .} the end of the text */
    ScriptedMailServer(String command, String reply) throws IOException {
        this.socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        this.command = command;
        this.reply = reply;
        Thread thread = new Thread(this::serve, "scripted-mail");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                converse(client);
            } catch (IOException closed) {
                // the client or the test ended it
            }
        }
    }

    private void converse(Socket client) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        boolean isOpen = answer(client, "CONNECT");
        boolean isText = false;
        for (String line = isOpen ? in.readLine() : null; line != null; line = isOpen ? in.readLine() : null) {
            if (isText && !line.equals(".")) {
                continue;
            }
            String word = isText ? "." : line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
            isText = word.equals("DATA") && !command.equals("DATA");
            isOpen = answer(client, word);
        }
    }

    private boolean answer(Socket client, String word) throws IOException {
        String text = word.equals(command) ? reply : USUAL.getOrDefault(word, "250 ok");
        if (text.equals(CLOSES)) {
            return false;
        }
        if (!text.equals(IS_SILENT)) {
            OutputStream out = client.getOutputStream();
            out.write((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
