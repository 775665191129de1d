package io.rollcall.sandbox;

import io.rollcall.sandbox.company.Company;
import io.rollcall.sandbox.company.Meeting.Member;
import io.rollcall.sandbox.internal.admin.AdminPages;
import io.rollcall.sandbox.internal.dingtalk.DingTalkServer;
import io.rollcall.sandbox.internal.http.CallLog;
import io.rollcall.sandbox.internal.http.FaultScript;
import io.rollcall.sandbox.internal.http.RequestHandler;
import io.rollcall.sandbox.internal.http.ResponseSender;
import io.rollcall.sandbox.internal.http.SandboxClock;
import io.rollcall.sandbox.internal.huawei.HuaweiServer;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.VendorApi;
import io.rollcall.sandbox.seen.FaultCount;
import io.rollcall.sandbox.seen.Rings;
import io.rollcall.sandbox.seen.SeenRequest;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.handlers.HttpContinueReadHandler;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A running stand-in for both vendors' servers, on 127.0.0.1 and one port. Thread-safe; close it to free the port.
 *
 * <p>It writes no log of its own. Its HTTP server logs its start and stop through JBoss Logging, which this class quiets where
 * it ends in java.util.logging; where it ends in Logback, set {@code io.undertow} and {@code org.xnio} to {@code WARN}.
 *
 * <pre>{@code
 * try (Sandbox sandbox = Sandbox.start(Company.builtIn(), 0)) {
 *     sandbox.script(Fault.on(VendorApi.DINGTALK_INVITE).at("1").then(Preset.RESET_AFTER));
 *     // point a client at sandbox.url() …
 *     assertThat(sandbox.rings("board", "UN-duty")).isEqualTo(1);
 * }
 * }</pre>
 */
public final class Sandbox implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int LARGEST_REQUEST = 16 * 1024 * 1024;

    /** Held, because a logger that nobody holds forgets its level. */
    private static final List<Logger> QUIET = List.of(
            Logger.getLogger("io.undertow"), Logger.getLogger("org.xnio"), Logger.getLogger("org.jboss.threads"));

    private final Company company;
    private final CallLog log;
    private final FaultScript faults;
    private final ResponseSender sender;
    private final DingTalkServer dingtalk;
    private final HuaweiServer huawei;
    private final AdminPages admin;
    private final Undertow server;
    private final int port;

    private Sandbox(Company company, int wantedPort, SandboxClock clock) {
        QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
        this.company = company;
        this.log = new CallLog(clock);
        this.faults = new FaultScript();
        faults.reset(company.faults());
        this.sender = new ResponseSender();
        this.dingtalk = new DingTalkServer(company, log, clock);
        this.huawei = new HuaweiServer(company, log, clock);
        this.admin = new AdminPages(company, log, faults, dingtalk, huawei);
        RequestHandler handler = new RequestHandler(
                new VendorRouter(dingtalk, huawei, admin),
                log,
                faults,
                sender,
                clock,
                company.latency(),
                company.jitter());
        this.server = Undertow.builder()
                .addHttpListener(wantedPort, LOOPBACK, new HttpContinueReadHandler(handler))
                .setIoThreads(2)
                .setWorkerThreads(1)
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, (long) LARGEST_REQUEST)
                .setServerOption(UndertowOptions.DECODE_URL, false)
                .setServerOption(UndertowOptions.SHUTDOWN_TIMEOUT, 1000)
                .build();
        this.port = listen(server, wantedPort);
        admin.setPort(port);
    }

    /**
     * Starts a sandbox.
     *
     * @param port 0..65535; 0 takes any free one
     * @throws PortTakenException where another program has the port
     */
    public static Sandbox start(Company company, int port) {
        return new Sandbox(company, port, SandboxClock.system());
    }

    /**
     * Starts a sandbox whose tokens, windows and ringing follow a clock of the caller's; latencies and delays remain real.
     *
     * @throws PortTakenException where another program has the port
     */
    public static Sandbox start(Company company, int port, InstantSource clock) {
        return new Sandbox(company, port, SandboxClock.of(clock));
    }

    private static int listen(Undertow server, int wantedPort) {
        try {
            server.start();
        } catch (RuntimeException e) {
            if (e.getCause() instanceof BindException) {
                server.stop();
                throw new PortTakenException(wantedPort, e);
            }
            throw e;
        }
        return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    }

    /** The port on which it listens. */
    public int port() {
        return port;
    }

    /** The address of all vendors, such as {@code http://127.0.0.1:8080}, without a slash at the end. */
    public String url() {
        return "http://" + LOOPBACK + ":" + port;
    }

    /** The company that it plays. */
    public Company company() {
        return company;
    }

    /** Properties that point Rollcall at this sandbox, loadable by {@link java.util.Properties}, with a flow of each kind. */
    public String properties() {
        return new RollcallProperties(company, url()).text();
    }

    /**
     * The {@code rollcall.*} keys that point Rollcall at this sandbox, with their plain values and in a fixed order; flows
     * are the caller's. A host sets them before it starts Rollcall.
     */
    public Map<String, String> settings() {
        return Collections.unmodifiableMap(new RollcallProperties(company, url()).settings());
    }

    /** How many calls each operation had, by report name; those without calls are left out. */
    public Map<String, Long> calls() {
        Map<String, Long> calls = new TreeMap<>();
        for (VendorApi api : VendorApi.values()) {
            if (log.calls(api) > 0) {
                calls.put(api.reportName(), log.calls(api));
            }
        }
        return calls;
    }

    /** How many calls an operation had. */
    public long calls(VendorApi api) {
        return log.calls(api);
    }

    /** How many calls of an operation were refused for their rate; scripted refusals do not count. */
    public long refused(VendorApi api) {
        return log.refused(api);
    }

    /** The most calls of an operation that ever arrived within one period: a second at DingTalk, a minute at Huawei. */
    public int peak(VendorApi api) {
        return log.peak(api);
    }

    /** The last thousand requests, oldest first, without tokens. */
    public List<SeenRequest> requests() {
        return log.recent();
    }

    /** Every fault in force, those of the company first, and how often it struck. */
    public List<FaultCount> faults() {
        return faults.counts();
    }

    /** Puts one more fault in force. */
    public void script(Fault fault) {
        faults.add(fault);
    }

    /** Ends all faults, those of the company too. */
    public void clearFaults() {
        faults.clear();
    }

    /** Every ring so far, a line for each meeting and person or telephone. */
    public List<Rings> rings() {
        return dingtalk.meetings().rings();
    }

    /** How often a unionId or telephone number was rung into a meeting. */
    public int rings(String meeting, String who) {
        return dingtalk.meetings().rings(meeting, who);
    }

    /** Whether somebody is co-host of a meeting now. */
    public boolean isCoHost(String meeting, String unionId) {
        return dingtalk.meetings().isCoHost(meeting, unionId);
    }

    /** Takes the co-host role from somebody, as a host does by hand. */
    public void demote(String meeting, String unionId) {
        dingtalk.meetings().change(meeting, unionId, member -> member.withCoHost(false));
    }

    /** Gives somebody who is or was in a meeting another status, 1..6 or one that no page knows. */
    public void setStatus(String meeting, String who, int status) {
        dingtalk.meetings()
                .change(
                        meeting,
                        who,
                        member -> member.with(
                                status, member.joinTime(), status > Member.ACTIVE ? member.joinTime() : null));
    }

    /** Ends a meeting. */
    public void endMeeting(String meeting) {
        dingtalk.meetings().end(meeting);
    }

    /** Makes every DingTalk token invalid. */
    public void revokeDingTalkTokens() {
        dingtalk.revokeTokens();
    }

    /** Makes every Huawei token invalid. */
    public void revokeHuaweiTokens() {
        huawei.revokeTokens();
    }

    /**
     * Puts everything back as it was at the start: meetings, co-hosts and rings, counts and rates, the month's quota, the
     * company's own faults. Port and tokens stay, so that a client that has been at work can go on. What is under way
     * meanwhile may count before or after; best called while nothing is.
     */
    public void reset() {
        faults.reset(company.faults());
        log.reset();
        dingtalk.reset();
        admin.reset();
    }

    /** How many requests followed a scripted redirect. */
    public long redirectsFollowed() {
        return admin.redirectsFollowed();
    }

    /** Stops listening and drops all connections. */
    @Override
    public void close() {
        sender.close();
        server.stop();
    }
}
