package io.rollcall.sandbox;

import io.rollcall.sandbox.internal.http.CallLog;
import io.rollcall.sandbox.internal.http.FaultScript;
import io.rollcall.sandbox.internal.http.Handshake;
import io.rollcall.sandbox.internal.http.HttpServer;
import io.rollcall.sandbox.internal.http.Request;
import io.rollcall.sandbox.internal.http.RequestHandler;
import io.rollcall.sandbox.internal.http.Response;
import io.rollcall.sandbox.internal.http.ResponseSender;
import io.rollcall.sandbox.internal.http.Route;
import io.rollcall.sandbox.internal.http.Router;
import io.rollcall.sandbox.internal.http.SandboxClock;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Plays a recording of {@code rollcall probe} on a port of 127.0.0.1: answers requests with what the vendor answered. Any
 * credentials are accepted. Thread-safe. Close it to free the port.
 */
public final class RecordingPlayer implements AutoCloseable {
    private final Recording recording;
    private final HttpServer server;

    private RecordingPlayer(Recording recording, int port) {
        this.recording = recording;
        SandboxClock clock = SandboxClock.system();
        RequestHandler handler = new RequestHandler(
                new RecordedAnswers(recording),
                new CallLog(clock),
                new FaultScript(),
                new ResponseSender(),
                clock,
                Duration.ZERO,
                Duration.ZERO);
        try {
            this.server = new HttpServer(port, handler);
        } catch (BindException taken) {
            throw new PortTakenException(port, taken);
        }
    }

    /**
     * Starts to play a recording.
     *
     * @param folder as {@code rollcall probe --out} wrote it
     * @param port 0..65535; 0 for any free port
     * @throws InvalidRecordingException if the folder holds no recording, or one with something that no recording has
     * @throws PortTakenException if another program listens on the port
     */
    public static RecordingPlayer start(Path folder, int port) {
        return new RecordingPlayer(Recording.read(folder), port);
    }

    /** The address of all vendors, without a trailing slash. */
    public String url() {
        return "http://" + HttpServer.LOOPBACK + ":" + server.port();
    }

    /** The {@code rollcall.*} keys that point Rollcall at the recording, with a flow where users were recorded. */
    public Map<String, String> settings() {
        return recording.properties(url());
    }

    @Override
    public void close() {
        server.close();
    }

    private record RecordedAnswers(Recording recording) implements Router {
        @Override
        public Optional<Route> route(Request request) {
            return recording.next(request).map(exchange -> new Route(exchange.api(), "", same -> exchange.response()));
        }

        @Override
        public Handshake handshake(Request request) {
            return new Handshake.Refused(unknownPath(request));
        }

        @Override
        public Response unknownPath(Request request) {
            return Response.json(
                    404,
                    "{\"code\":\"recording.noAnswer\",\"message\":\"The recording has no answer to this request.\"}");
        }

        @Override
        public Response preset(VendorApi api, Preset preset) {
            throw new IllegalArgumentException("a recording has no faults but its own");
        }

        @Override
        public Response admin(Request request) {
            return unknownPath(request);
        }
    }
}
