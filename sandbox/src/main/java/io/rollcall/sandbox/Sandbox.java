package io.rollcall.sandbox;

import io.rollcall.sandbox.internal.admin.AdminPages;
import io.rollcall.sandbox.internal.admin.DirectoryPages;
import io.rollcall.sandbox.internal.admin.StreamPages;
import io.rollcall.sandbox.internal.company.CompanyDefinition;
import io.rollcall.sandbox.internal.company.Meeting.Member;
import io.rollcall.sandbox.internal.dingtalk.DingTalkServer;
import io.rollcall.sandbox.internal.http.CallLog;
import io.rollcall.sandbox.internal.http.FaultScript;
import io.rollcall.sandbox.internal.http.HttpServer;
import io.rollcall.sandbox.internal.http.RequestHandler;
import io.rollcall.sandbox.internal.http.ResponseSender;
import io.rollcall.sandbox.internal.http.SandboxClock;
import io.rollcall.sandbox.internal.huawei.HuaweiServer;
import io.rollcall.sandbox.internal.robots.RobotServer;
import io.rollcall.sandbox.internal.stream.ContactEvents;
import io.rollcall.sandbox.internal.stream.Gateway;
import io.rollcall.sandbox.internal.stream.TimedTasks;
import io.rollcall.sandbox.journal.CoHostRequest;
import io.rollcall.sandbox.journal.FaultCount;
import io.rollcall.sandbox.journal.InvitationCount;
import io.rollcall.sandbox.journal.RecordedRequest;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.VendorApi;
import java.net.BindException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A running simulator of the servers of DingTalk and Huawei Cloud Meeting, on one port of 127.0.0.1. Thread-safe. Close it to free
 * the port.
 *
 * <p>The sandbox writes no log. Its HTTP server is Netty, which logs at DEBUG only.
 *
 * <p>Methods that take a meeting's id throw {@link IllegalArgumentException} if the company has no such meeting, except
 * {@link #isCoHost} and {@link #invitations(String, String)}.
 *
 * <pre>{@code
 * try (Sandbox sandbox = Sandbox.start(Company.builtIn(), 0)) {
 *     sandbox.script(Fault.on(VendorApi.DINGTALK_INVITE).at("1").then(Preset.RESET_AFTER));
 *     // point a client at sandbox.url() …
 *     assertThat(sandbox.invitations("board-meeting", "UN-duty")).isEqualTo(1);
 * }
 * }</pre>
 */
public final class Sandbox implements AutoCloseable {
    private final Company company;
    private final CallLog log;
    private final FaultScript faults;
    private final TimedTasks tasks;
    private final Gateway gateway;
    private final SandboxStream stream;
    private final DingTalkServer dingtalk;
    private final SandboxDirectory directory;
    private final HuaweiServer huawei;
    private final AdminPages admin;
    private final RobotServer robots;
    private final HttpServer server;

    private Sandbox(Company company, int wantedPort, SandboxClock clock) {
        this.company = company;
        this.log = new CallLog(clock);
        this.faults = new FaultScript();
        CompanyDefinition definition = company.definition().changeable();
        faults.reset(definition.faults());
        this.tasks = new TimedTasks(clock);
        this.gateway = new Gateway(definition, clock, tasks);
        ContactEvents contacts = new ContactEvents(gateway, clock, definition.dingtalk());
        this.dingtalk = new DingTalkServer(definition, log, clock, gateway, contacts, tasks);
        this.directory = new SandboxDirectory(dingtalk.directory());
        this.stream = new SandboxStream(gateway, contacts, log);
        this.huawei = new HuaweiServer(definition, log, clock);
        this.robots = new RobotServer(definition.robots(), clock, gateway::spend);
        this.admin = new AdminPages(
                definition,
                log,
                faults,
                dingtalk,
                huawei,
                new StreamPages(dingtalk, gateway, contacts),
                new DirectoryPages(dingtalk.directory()),
                robots);
        RequestHandler handler = new RequestHandler(
                new VendorRouter(dingtalk, huawei, robots, admin, gateway),
                log,
                faults,
                new ResponseSender(),
                clock,
                definition.latency(),
                definition.jitter());
        this.server = listen(wantedPort, handler);
        admin.setPort(server.port());
        gateway.setAddress("ws://" + HttpServer.LOOPBACK + ":" + server.port() + Gateway.PATH);
    }

    /**
     * Starts a sandbox on the system's clock.
     *
     * @param port 0..65535; 0 for any free port
     * @throws PortTakenException if another program listens on the port
     */
    public static Sandbox start(Company company, int port) {
        return new Sandbox(company, port, SandboxClock.system());
    }

    /**
     * Starts a sandbox on the caller's clock, which decides when tokens expire, rate limits end and called members join.
     * Latencies and delays remain in real time.
     *
     * @param port 0..65535; 0 for any free port
     * @throws PortTakenException if another program listens on the port
     */
    public static Sandbox start(Company company, int port, InstantSource clock) {
        return new Sandbox(company, port, SandboxClock.of(clock));
    }

    private static HttpServer listen(int wantedPort, RequestHandler handler) {
        try {
            return new HttpServer(wantedPort, handler);
        } catch (BindException e) {
            throw new PortTakenException(wantedPort, e);
        }
    }

    /** The port on which the sandbox listens, 1..65535. */
    public int port() {
        return server.port();
    }

    /** The address of all vendors, such as {@code http://127.0.0.1:8080}, without a trailing slash. */
    public String url() {
        return "http://" + HttpServer.LOOPBACK + ":" + port();
    }

    /** The company. */
    public Company company() {
        return company;
    }

    /** Properties that point Rollcall at this sandbox, with an example of each flow, for {@link java.util.Properties#load}. */
    public String properties() {
        return new RollcallProperties(company.definition(), url()).text();
    }

    /** The {@code rollcall.*} keys that point Rollcall at this sandbox, in a fixed order and without flows. Unmodifiable. */
    public Map<String, String> settings() {
        return company.settings(url());
    }

    /** The number of calls of each operation by {@link VendorApi#reportName}, without operations that were not called. */
    public Map<String, Long> calls() {
        Map<String, Long> calls = new TreeMap<>();
        for (VendorApi api : VendorApi.values()) {
            if (log.calls(api) > 0) {
                calls.put(api.reportName(), log.calls(api));
            }
        }
        return calls;
    }

    /** The number of calls of an operation. */
    public long calls(VendorApi api) {
        return log.calls(api);
    }

    /** The number of calls that exceeded the rate limit of an operation; scripted refusals do not count. */
    public long refused(VendorApi api) {
        return log.refused(api);
    }

    /** The most calls of an operation within one period: a second at DingTalk, a minute at Huawei. */
    public int peak(VendorApi api) {
        return log.peak(api);
    }

    /** The last 1,000 requests, oldest first, without tokens and secrets. They contain ids of people. */
    public List<RecordedRequest> requests() {
        return log.recent();
    }

    /** Every active fault and how often it fired; the company's own faults come first. */
    public List<FaultCount> faults() {
        return faults.counts();
    }

    /** Adds a fault. */
    public void script(Fault fault) {
        faults.add(fault);
    }

    /** Removes all faults, including the company's own. */
    public void clearFaults() {
        faults.clear();
    }

    /** All invitations so far: one entry for each meeting and person or phone. */
    public List<InvitationCount> invitations() {
        return dingtalk.meetings().invitations();
    }

    /** How often a unionId or phone number was invited to a meeting; 0 if never. */
    public int invitations(String meeting, String invitee) {
        return dingtalk.meetings().invitations(meeting, invitee);
    }

    /** Whether a person is a co-host of a meeting now. */
    public boolean isCoHost(String meeting, String unionId) {
        return dingtalk.meetings().isCoHost(meeting, unionId);
    }

    /**
     * Removes the co-host role from a person, as a host does in the meeting.
     *
     * @throws IllegalArgumentException if the person is not and was not in the meeting
     */
    public void demote(String meeting, String unionId) {
        dingtalk.meetings().change(meeting, unionId, member -> member.withCoHost(false));
    }

    /**
     * Changes the status of a person or phone that is or was in a meeting.
     *
     * @param invitee the unionId or the phone number
     * @param status an {@code attendStatus}: 1..6, or an undocumented one
     * @throws IllegalArgumentException if the person or phone is not and was not in the meeting
     */
    public void setStatus(String meeting, String invitee, int status) {
        dingtalk.meetings()
                .change(
                        meeting,
                        invitee,
                        member -> member.with(
                                status, member.joinTime(), status > Member.ACTIVE ? member.joinTime() : null));
    }

    /** Starts a meeting that is not running, and pushes the event. */
    public void startMeeting(String meeting) {
        dingtalk.actions().start(meeting);
    }

    /** Ends a running meeting, and pushes the event. */
    public void endMeeting(String meeting) {
        dingtalk.actions().end(meeting);
    }

    /**
     * Lets people join a meeting, and pushes that as one event.
     *
     * @param unionIds people of the company, or members of one of its meetings
     * @throws IllegalArgumentException if there is no such person
     */
    public void join(String meeting, String... unionIds) {
        dingtalk.actions().join(meeting, List.of(unionIds));
    }

    /** Lets a person of another organization join a meeting, and pushes that. */
    public void joinOutsider(String meeting, String unionId, String nick) {
        dingtalk.actions().joinOutsider(meeting, unionId, nick);
    }

    /** Lets a telephone join a meeting, and pushes that. */
    public void joinPhone(String meeting, String number) {
        dingtalk.actions().joinPhone(meeting, number);
    }

    /**
     * Lets people or phones leave a meeting, and pushes that as one event.
     *
     * @param who unionIds or phone numbers
     * @throws IllegalArgumentException if one of them is not and was not in the meeting
     */
    public void leave(String meeting, String... who) {
        dingtalk.actions().leave(meeting, List.of(who), false);
    }

    /**
     * Removes people or phones from a meeting, as a host does, and pushes that as one event.
     *
     * @param who unionIds or phone numbers
     * @throws IllegalArgumentException if one of them is not and was not in the meeting
     */
    public void kick(String meeting, String... who) {
        dingtalk.actions().leave(meeting, List.of(who), true);
    }

    /**
     * Calls people into a meeting, as a host does, and pushes that as one event. {@link #invitations} does not count it.
     *
     * @param unionIds people of the company, or members of one of its meetings
     * @throws IllegalArgumentException if there is no such person
     */
    public void call(String meeting, String... unionIds) {
        dingtalk.actions().invite(meeting, List.of(unionIds));
    }

    /** Every request that added or removed co-hosts, oldest first, accepted or not. */
    public List<CoHostRequest> coHostRequests() {
        return dingtalk.coHostRequests();
    }

    /** The company's people and departments, which can change. */
    public SandboxDirectory directory() {
        return directory;
    }

    /** The Stream connections over which events are pushed. */
    public SandboxStream stream() {
        return stream;
    }

    /** The robots of chat services. */
    public SandboxRobots robots() {
        return new SandboxRobots(robots, this::url);
    }

    /** Revokes every DingTalk token. */
    public void revokeDingTalkTokens() {
        dingtalk.revokeTokens();
    }

    /** Revokes every Huawei token. */
    public void revokeHuaweiTokens() {
        huawei.revokeTokens();
    }

    /**
     * Restores the state at the start: people, departments, leave records, meetings, co-hosts, invitations, counts, rate limits, the monthly quota, and the company's
     * own faults. Port and tokens stay valid, so a client can continue. A request that runs at the same time may count before or
     * after; call this method between requests.
     */
    public void reset() {
        faults.reset(company.definition().faults());
        log.reset();
        dingtalk.reset();
        gateway.reset();
        robots.reset();
        admin.reset();
    }

    /** How many requests followed a scripted redirect. */
    public long redirectsFollowed() {
        return admin.redirectsFollowed();
    }

    /** Stops listening and closes all connections. */
    @Override
    public void close() {
        tasks.close();
        server.close();
    }
}
