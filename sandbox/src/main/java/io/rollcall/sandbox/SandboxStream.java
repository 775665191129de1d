package io.rollcall.sandbox;

import io.rollcall.sandbox.internal.http.CallLog;
import io.rollcall.sandbox.internal.http.Json;
import io.rollcall.sandbox.internal.stream.ContactEvents;
import io.rollcall.sandbox.internal.stream.Gateway;
import io.rollcall.sandbox.journal.EventPush;
import io.rollcall.sandbox.journal.StreamConnection;
import io.rollcall.sandbox.script.VendorApi;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The Stream connections over which DingTalk pushes events. Which events are pushed is decided by the {@code stream} section of the
 * company file. Thread-safe.
 */
public final class SandboxStream {
    private final Gateway gateway;
    private final ContactEvents contacts;
    private final CallLog log;

    SandboxStream(Gateway gateway, ContactEvents contacts, CallLog log) {
        this.gateway = gateway;
        this.contacts = contacts;
        this.log = log;
    }

    /** How often the address of a connection was requested, successfully or not. */
    public long opens() {
        return log.calls(VendorApi.DINGTALK_OPEN_STREAM);
    }

    /** All connections so far, oldest first. */
    public List<StreamConnection> connections() {
        return gateway.connections();
    }

    /** All pushes of events so far, oldest first, with their acknowledgements. A repeat is a push of its own. */
    public List<EventPush> pushes() {
        return gateway.pushes();
    }

    /** Announces the end of every connection, as the vendor does from time to time: no delivery follows, and then the end. */
    public void disconnect() {
        gateway.disconnect("connection is expired");
    }

    /** Resets every connection. */
    public void cut() {
        gateway.cut();
    }

    /**
     * Makes the connections that are open now silent, or ends their silence. A silent connection answers WebSocket pings and delivers
     * nothing; what was pushed on it is lost, or repeated.
     */
    public void silence(boolean on) {
        gateway.silence(on);
    }

    /** Sends any text on every live connection. */
    public void send(String frame) {
        gateway.send(frame);
    }

    /**
     * Pushes a change of people. What the contacts calls respond stays the same.
     *
     * @param eventType such as {@code user_modify_org}, {@code user_add_org} or {@code user_leave_org}
     */
    public void changePeople(String eventType, String... userIds) {
        contacts.people(eventType, List.of(userIds));
    }

    /**
     * Pushes a change of departments. What the contacts calls respond stays the same.
     *
     * @param eventType such as {@code org_dept_modify}
     */
    public void changeDepartments(String eventType, long... ids) {
        contacts.departments(eventType, Arrays.stream(ids).boxed().toList());
    }

    /**
     * Pushes an event of the contacts with any content.
     *
     * @param data JSON
     * @throws IllegalArgumentException if the content is not JSON
     */
    public void changeContacts(String eventType, String data) {
        var content = Json.parse(data.getBytes(StandardCharsets.UTF_8));
        if (content.isMissingNode()) {
            throw new IllegalArgumentException("The content of the event is not JSON.");
        }
        contacts.publish(eventType, content);
    }
}
