package io.rollcall.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.rollcall.report.FlowReport;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code SECURITY.md} promises of the routes. */
@Tag("slow")
class SecurityTest extends RollcallTestSupport {
    private static final String[] FLOWS = {
        "rollcall.flow.board.type=cohost",
        "rollcall.flow.board.users=UN-lisi",
        "rollcall.flow.duty.type=invite",
        "rollcall.flow.duty.meetings-of=UN-zhangsan",
        "rollcall.flow.duty.invitees=UN-duty:Planted Nick",
        "rollcall.flow.duty.phones=+8613800138000:Planted Phone"
    };

    private final List<String> trapped = new CopyOnWriteArrayList<>();
    private HttpServer trap;

    @BeforeEach
    void setTrap() throws Exception {
        trap = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        trap.createContext("/", exchange -> {
            trapped.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().entrySet());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        trap.start();
    }

    @AfterEach
    void removeTrap() {
        trap.stop(0);
    }

    /** Everything with which a message could try to steer camel-http. */
    private Map<String, Object> steering() {
        String elsewhere = "http://127.0.0.1:" + trap.getAddress().getPort() + "/{{env:PATH}}";
        Map<String, Object> headers = new LinkedHashMap<>();
        headers.put("CamelHttpUri", elsewhere);
        headers.put("CamelRestHttpUri", elsewhere);
        headers.put("CamelHttpPath", "/steered");
        headers.put("CamelHttpQuery", "steered=1");
        headers.put("CamelHttpRawQuery", "steered=1");
        headers.put("CamelHttpMethod", "DELETE");
        headers.put("CamelHttpHost", "steered.example");
        headers.put("CamelHttpPort", trap.getAddress().getPort());
        headers.put("Host", "steered.example");
        headers.put("Authorization", "Bearer steered");
        headers.put("Cookie", "steered=1");
        headers.put("X-Steered", "1");
        return headers;
    }

    /** CVE-2026-78164: headers of a message must not lead a request elsewhere, nor be resolved as placeholders. */
    @Test
    void headers_whenOnAMessageIntoAFlow_steerNothing() throws Exception {
        play(Company.builtIn());
        start(FLOWS);
        Map<String, Object> headers = steering();

        FlowReport report = camel.createProducerTemplate()
                .requestBodyAndHeaders("rollcall:run?flow=board", "steered body", headers, FlowReport.class);

        assertThat(outcome(report)).isEqualTo("complete");
        assertThat(changes(report)).containsExactly("promote board-meeting UN-lisi done");
        assertThat(trapped).isEmpty();
        assertThat(sandbox.requests().toString()).isNotEmpty().doesNotContain("steered");
    }

    /** CVE-2026-78164: no message of the host's context can reach the place where requests are sent. */
    @Test
    void sending_whenTheHostLooksForIt_isNotInItsContext() throws Exception {
        play(Company.builtIn());
        start(FLOWS);

        once("board");

        assertThat(camel.getComponentNames()).noneMatch(name -> name.contains("http"));
        assertThat(camel.getEndpoints())
                .noneMatch(endpoint -> endpoint.getEndpointUri().contains("http"));
    }

    /** CVE-2026-85251: who is not followed gets no credentials. */
    @ParameterizedTest
    @EnumSource(
            value = VendorApi.class,
            names = {"DINGTALK_TOKEN", "DINGTALK_ONGOING_MEETINGS", "DINGTALK_SET_CO_HOSTS"})
    void redirect_whenToAnotherHost_isNotFollowedAndGetsNoCredentials(VendorApi api) throws Exception {
        play(Company.builtIn());
        String elsewhere = "http://localhost:" + trap.getAddress().getPort() + "/stolen";
        start(FLOWS);
        // three, as a promotion of unknown outcome is tried three times
        for (int status : new int[] {302, 307, 308}) {
            sandbox.clearFaults();
            sandbox.revokeDingTalkTokens();
            sandbox.script(Fault.on(api).then(status, Map.of("Location", elsewhere), ""));

            FlowReport report = once("board");

            assertThat(sandbox.faults().get(0).fired()).isPositive();
            assertThat(outcome(report)).isNotEqualTo("complete");
            assertThat(trapped).isEmpty();
        }
    }

    @Test
    void redirect_whenTheSandboxCountsWhoFollows_countsNobody() throws Exception {
        play(Company.builtIn());
        sandbox.script(Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS).then(Preset.REDIRECT));
        start(FLOWS);

        once("board");

        assertThat(sandbox.faults().get(0).fired()).isPositive();
        assertThat(sandbox.redirectsFollowed()).isZero();
    }

    /** Cookies and headers of an answer are gone with it. */
    @Test
    void cookies_whenAVendorSetsThem_neverComeBack() throws Exception {
        play(Company.builtIn());
        sandbox.script(Fault.on(VendorApi.DINGTALK_TOKEN)
                .at("1")
                .then(500, Map.of("Set-Cookie", "planted=cookie; Path=/", "X-Planted", "header"), "{}"));
        start(FLOWS);

        once("board");

        assertThat(sandbox.faults().get(0).fired()).isEqualTo(1);
        assertThat(sandbox.requests().toString()).doesNotContain("planted");
    }

    @Test
    void managementAndThreads_whenFlowsRan_holdNeitherSecretsNorPersons() throws Exception {
        DefaultCamelContext.setDisableJmx(false);
        play(Company.builtIn());
        List<String> properties = new ArrayList<>(List.of(FLOWS));
        properties.add("rollcall.flow.board.notify=http://127.0.0.1:"
                + trap.getAddress().getPort() + "/planted-path?planted=key");
        configure(properties.toArray(String[]::new));
        camel = new DefaultCamelContext();
        install();
        once("board");
        once("duty");
        rollcall.awaitNotified(Duration.ofSeconds(10));
        assertThat(trapped).hasSizeGreaterThan(1);
        rollcall.schedule(scheduledBoard());
        List<String> threads = Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .toList();

        String shown = everythingShownByManagement() + threads;

        assertThat(shown)
                .as("the test looks where there is something")
                .contains("rollcall-timer", "rollcall-flows", "rollcall-dingtalk");
        assertThat(shown)
                .doesNotContain(
                        sandbox.settings().get("rollcall.dingtalk.client-secret"),
                        sandbox.settings().get("rollcall.huawei.app-key"),
                        "UN-lisi",
                        "UN-zhangsan",
                        "UN-duty",
                        "13800138000",
                        "Planted Nick",
                        "Planted Phone",
                        "board-meeting",
                        "planted-path",
                        "planted=key",
                        "access_token=",
                        "x-acs-dingtalk-access-token");
    }

    private io.rollcall.flow.FlowConfig scheduledBoard() {
        List<String> properties = new ArrayList<>(List.of(FLOWS));
        properties.add("rollcall.flow.board.schedule=1h");
        configure(properties.toArray(String[]::new));
        return flow("board");
    }

    private static String everythingShownByManagement() throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        StringBuilder shown = new StringBuilder();
        for (ObjectName name : server.queryNames(new ObjectName("org.apache.camel:*"), null)) {
            shown.append(name).append('\n');
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                if (attribute.isReadable()) {
                    try {
                        shown.append(server.getAttribute(name, attribute.getName()))
                                .append('\n');
                    } catch (JMException | RuntimeMBeanException notNow) {
                        shown.append(notNow).append(notNow.getCause()).append('\n');
                    }
                }
            }
            for (MBeanOperationInfo operation : server.getMBeanInfo(name).getOperations()) {
                if (operation.getName().startsWith("dump") && operation.getSignature().length == 0) {
                    try {
                        shown.append(server.invoke(name, operation.getName(), new Object[0], new String[0]))
                                .append('\n');
                    } catch (JMException | RuntimeMBeanException notHere) {
                        shown.append(notHere).append(notHere.getCause()).append('\n');
                    }
                }
            }
        }
        return shown.toString();
    }
}
