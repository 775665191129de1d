package io.rollcall.sandbox.internal.stream;

import io.rollcall.sandbox.internal.company.CompanyDefinition;
import io.rollcall.sandbox.internal.company.StreamSettings;
import io.rollcall.sandbox.internal.http.Handshake;
import io.rollcall.sandbox.internal.http.Request;
import io.rollcall.sandbox.internal.http.Response;
import io.rollcall.sandbox.internal.http.SandboxClock;
import io.rollcall.sandbox.journal.EventPush;
import io.rollcall.sandbox.journal.StreamConnection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** DingTalk's Stream gateway: tickets, connections, and the delivery of events. Thread-safe. */
public final class Gateway {
    /** The path of connections. */
    public static final String PATH = "/connect";

    private final StreamSettings settings;
    private final FrameWriter frames;
    private final TimedTasks tasks;
    private final Tickets tickets;
    private final SeededRandom random;
    private final PushJournal journal = new PushJournal();
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private final Deliveries deliveries;
    private volatile String endpoint;

    public Gateway(CompanyDefinition company, SandboxClock clock, TimedTasks tasks) {
        this.settings = company.dingtalk().stream();
        this.frames = new FrameWriter(clock, company.dingtalk().corpId());
        this.tasks = tasks;
        this.tickets = new Tickets(clock, settings.times().ticket());
        this.random = new SeededRandom(settings.seed());
        this.deliveries = new Deliveries(settings, frames, clock, tasks, journal, random, this::live);
        this.endpoint = settings.endpoint();
    }

    private List<Connection> live() {
        return connections.stream().filter(Connection::isLive).toList();
    }

    /** Sets the sandbox's own address of connections, which applies unless the company file has another. */
    public void setAddress(String address) {
        endpoint = settings.endpoint().isEmpty() ? address : settings.endpoint();
    }

    /** The address of connections. */
    public String endpoint() {
        return endpoint;
    }

    /** Issues a ticket. */
    public String ticket() {
        return tickets.issue();
    }

    /** Decides about a connection. Assumption: the status for an invalid ticket is not documented. */
    public Handshake connect(Request request) {
        // a plus sign is no blank: the vendor's client sends the ticket without escapes
        // (docs/vendors/dingtalk-stream.md §1)
        if (!tickets.redeem(request.queryKeepingPlus("ticket"))) {
            return new Handshake.Refused(Response.json(401, "{\"message\":\"invalid ticket\"}"));
        }
        Connection connection = new Connection(settings, frames, tasks, random, deliveries::acknowledge);
        connections.add(connection);
        return new Handshake.Accepted(connection);
    }

    /** Delivers an event, if it is subscribed. */
    public void publish(StreamEvent event) {
        deliveries.deliver(event);
    }

    /** Sends a text on every live connection. */
    public void send(String frame) {
        live().forEach(connection -> connection.send(frame));
    }

    /** Announces the end of every connection. */
    public void disconnect(String reason) {
        connections.forEach(connection -> connection.announceEnd(reason));
    }

    /** Resets every connection. */
    public void cut() {
        connections.forEach(Connection::cut);
    }

    /** Makes the present connections silent, or ends their silence. */
    public void silence(boolean on) {
        connections.forEach(connection -> connection.silence(on));
    }

    /** All connections so far, oldest first. */
    public List<StreamConnection> connections() {
        return connections.stream().map(Connection::snapshot).toList();
    }

    /** All pushes so far, oldest first. */
    public List<EventPush> pushes() {
        return journal.pushes();
    }

    /** Starts a new month without events on their way; open connections stay. */
    public void reset() {
        deliveries.reset();
        connections.removeIf(connection -> !connection.isOpen());
    }

    /** Takes one of the month's pushes, which events and robots share; whether there is none left. */
    public boolean spend() {
        return deliveries.spend();
    }
}
