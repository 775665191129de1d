package io.rollcall.kamelets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.rollcall.camel.api.RollcallFaultException;
import io.rollcall.config.ConfigurationException;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.Sandbox;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import org.apache.camel.Exchange;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.util.ObjectHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The actions, run as {@code camel run} does. */
@Timeout(120)
@Tag("slow")
class ActionsTest {
    @TempDir
    private Path folder;

    private Host host;
    private Sandbox sandbox;

    @BeforeEach
    void makeHost() {
        host = new Host(folder);
    }

    @AfterEach
    void stop() {
        host.close();
        if (sandbox != null) {
            sandbox.close();
        }
    }

    private void play(Company company) {
        sandbox = Sandbox.start(company, 0);
    }

    private String answer(String uri, Object body) {
        Exchange exchange = host.ask(uri, body);
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeaders()).isEqualTo(Map.of("mine", "stays"));
        return exchange.getMessage().getBody(String.class);
    }

    @Test
    void actions_whenTheApplicationConfiguresTheAccounts_speakJson() {
        play(Company.builtIn());
        host.configured(sandbox)
                .set("rollcall.flow.board.type", "cohost")
                .set("rollcall.flow.board.users", "UN-lisi")
                .start();

        assertThat(answer("kamelet:rollcall-ongoing-meetings-action", "UN-lisi"))
                .startsWith("[{\"meeting\":\"board-meeting\",\"user\":\"UN-lisi\"");
        assertThat(answer("kamelet:rollcall-ongoing-meetings-action?user=UN-zhangsan", "UN-lisi"))
                .contains("\"user\":\"UN-zhangsan\"")
                .doesNotContain("UN-lisi");
        assertThat(answer("kamelet:rollcall-run-flow-action?flow=board&mode=plan", null))
                .startsWith("{\"flow\":\"board\",\"type\":\"cohost\",\"mode\":\"plan\"");
        assertThat(answer(
                        "kamelet:rollcall-set-co-hosts-action",
                        "{\"meeting\":\"board-meeting\",\"action\":\"promote\",\"users\":[\"UN-lisi\"]}"))
                .isEqualTo("{\"status\":\"done\"}");
        assertThat(sandbox.isCoHost("board-meeting", "UN-lisi")).isTrue();
        assertThat(answer(
                        "kamelet:rollcall-invite-action",
                        "{\"meeting\":\"board-meeting\",\"invitees\":[{\"user\":\"UN-duty\",\"nick\":\"Duty\"}]}"))
                .isEqualTo("{\"invited\":[{\"user\":\"UN-duty\",\"nick\":\"Duty\"}],\"alreadyInvited\":[]}");
        assertThat(answer("kamelet:rollcall-department-users-action?department=1", null))
                .startsWith("[{\"userId\":\"")
                .endsWith("}]");
        assertThat(answer("kamelet:rollcall-user-details-action", "[\"zhangsan\"]"))
                .startsWith("[{\"lookup\":\"found\",\"account\":{\"id\":\"zhangsan\",\"account\":\"Auto-1\"");
    }

    @Test
    void host_whenWrittenInYamlAlone_doesWhatThePageShows() {
        play(Company.builtIn());
        Queue<Exchange> people = host.collect("direct:person");
        Queue<Exchange> changes = host.collect("direct:change");
        host.configured(sandbox).yaml("routes/host.camel.yaml").start();

        assertThat(host.ask("direct:duty", null).getException()).isNull();
        assertThat(sandbox.invitations("board-meeting", "UN-duty")).isEqualTo(1);
        assertThat(host.ask("direct:department", "1").getException()).isNull();
        assertThat(people).isNotEmpty().allSatisfy(person -> assertThat(
                        person.getMessage().getBody(String.class))
                .startsWith("{\"userId\":\""));
        await().atMost(20, TimeUnit.SECONDS).until(() -> !changes.isEmpty());
    }

    @Test
    void streaming_whenAPageFails_failsTheSplit() {
        play(Company.generated(55, 1).withoutLimits());
        sandbox.script(Fault.on(VendorApi.DINGTALK_DEPARTMENT_USERS).at("3").then(Preset.PERMISSION));
        host.set("camel.kamelet.rollcall-department-users-action.pageSize", "10");
        Queue<Exchange> people = host.collect("direct:person");
        host.collect("direct:change");
        host.configured(sandbox).yaml("routes/host.camel.yaml").start();

        Throwable failure = host.ask("direct:department", "1").getException();

        assertThat(fault(failure)).isNotNull();
        assertThat(people).hasSizeBetween(19, 20);
        sandbox.clearFaults();
        sandbox.script(Fault.on(VendorApi.DINGTALK_DEPARTMENT_USERS).at("3").then(Preset.PERMISSION));
        assertThat(fault(host.ask("kamelet:rollcall-department-users-action/whole?department=1", null)
                        .getException()))
                .isNotNull();
    }

    /** The fault as {@code onException} finds it, among the causes too. */
    private static RollcallFaultException fault(Throwable failure) {
        return ObjectHelper.getException(RollcallFaultException.class, failure);
    }

    @Test
    void runFlow_whenTheFlowIsRunningAlready_hasAnEmptyBody() {
        play(Company.builtIn());
        sandbox.script(Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS).at("1").then(Preset.NO_ANSWER));
        host.configured(sandbox)
                .set("rollcall.flow.board.type", "cohost")
                .set("rollcall.flow.board.users", "UN-lisi")
                .start();
        CompletableFuture<Object> first = host.context()
                .createProducerTemplate()
                .asyncRequestBody("kamelet:rollcall-run-flow-action?flow=board&mode=plan", null);
        await().atMost(20, TimeUnit.SECONDS).until(() -> sandbox.calls(VendorApi.DINGTALK_ONGOING_MEETINGS) == 1);

        assertThat(answer("kamelet:rollcall-run-flow-action/second?flow=board&mode=plan", "any"))
                .isNull();
        assertThat(first.orTimeout(60, TimeUnit.SECONDS).join()).isNotNull();
    }

    @Test
    void body_whenItIsAFile_isNotConverted() throws IOException {
        play(Company.builtIn());
        Path list = Files.writeString(folder.resolve("list.txt"), "1");
        host.configured(sandbox).start();

        for (String action : List.of(
                "rollcall-ongoing-meetings-action",
                "rollcall-department-users-action",
                "rollcall-set-co-hosts-action",
                "rollcall-invite-action",
                "rollcall-user-details-action")) {
            assertThat(host.ask("kamelet:" + action, list.toFile()).getException())
                    .as(action)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(sandbox.calls()).isEmpty();
    }

    @Test
    void fault_whenAVendorRefuses_isTheHostsToCatch() {
        play(Company.builtIn());
        sandbox.script(Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS).then(Preset.PERMISSION));
        host.configured(sandbox).start();

        Exchange exchange = host.ask("kamelet:rollcall-ongoing-meetings-action", "UN-lisi");

        assertThat(exchange.getException()).isInstanceOf(RollcallFaultException.class);
        assertThat(exchange.getMessage().getBody()).isEqualTo("UN-lisi");
        assertThat(exchange.getMessage().getHeaders()).isEqualTo(Map.of("mine", "stays"));
    }

    @Test
    void credentials_whenInTheKamelet_areUsedAndShownNowhere() throws Exception {
        play(Company.builtIn());
        List<String> secrets = sandbox.settings().entrySet().stream()
                .filter(setting -> setting.getKey().matches(".*(secret|key)"))
                .map(Map.Entry::getValue)
                .toList();
        assertThat(secrets).hasSize(2);
        Queue<Exchange> people = host.collect("direct:person");
        host.collect("direct:change");
        for (String kamelet : List.of(
                "rollcall-ongoing-meetings-action",
                "rollcall-invite-action",
                "rollcall-department-users-action",
                "rollcall-cohost-source")) {
            host.directory(kamelet, sandbox);
        }
        host.lookup("rollcall-user-details-action", sandbox, "url")
                .yaml("routes/host.camel.yaml")
                .start();

        assertThat(host.ask("direct:duty", null).getException()).isNull();
        assertThat(sandbox.invitations("board-meeting", "UN-duty")).isEqualTo(1);
        assertThat(host.ask("direct:department", "1").getException()).isNull();
        assertThat(people).isNotEmpty();
        // one that comes when the context runs already
        assertThat(answer("kamelet:rollcall-user-details-action", "[\"zhangsan\"]"))
                .contains("\"lookup\":\"found\"");

        List<String> dump = dump();
        List<String> beans = managementBeans();
        assertThat(beans).anyMatch(text -> text.contains("type=routes"));
        for (String secret : secrets) {
            assertThat(host.log()).as("the log").isNotEmpty().noneMatch(line -> line.contains(secret));
            assertThat(dump).noneMatch(text -> text.contains(secret));
            assertThat(beans).noneMatch(text -> text.contains(secret));
        }
        assertThat(List.of(sandbox.calls(VendorApi.DINGTALK_TOKEN), sandbox.calls(VendorApi.HUAWEI_TOKEN)))
                .as("tokens fetched: one application each")
                .containsOnly(1L);
    }

    private List<String> dump() throws Exception {
        ModelCamelContext context = (ModelCamelContext) host.context();
        List<String> dump = new ArrayList<>();
        for (RouteDefinition route : context.getRouteDefinitions()) {
            dump.add(PluginHelper.getModelToXMLDumper(context).dumpModelAsXml(context, route, true, true, true));
            dump.add(route.toString());
        }
        context.getEndpoints().forEach(endpoint -> dump.add(endpoint.toString()));
        return dump;
    }

    /** What JMX shows of Camel: each attribute of each bean, and the dumps of routes. */
    private static List<String> managementBeans() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        List<String> shown = new ArrayList<>();
        for (ObjectName bean : server.queryNames(new ObjectName("org.apache.camel:*"), null)) {
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(bean).getAttributes()) {
                if (attribute.isReadable()) {
                    shown.add(bean + " " + attribute.getName() + " = " + text(server, bean, attribute.getName()));
                }
            }
            if ("routes".equals(bean.getKeyProperty("type"))) {
                shown.add(String.valueOf(server.invoke(
                        bean, "dumpRouteAsXml", new Object[] {true}, new String[] {boolean.class.getName()})));
            }
        }
        return shown;
    }

    private static String text(MBeanServer server, ObjectName bean, String attribute) throws JMException {
        try {
            Object value = server.getAttribute(bean, attribute);
            return value instanceof Object[] several ? Arrays.deepToString(several) : String.valueOf(value);
        } catch (RuntimeMBeanException notNow) {
            return notNow.toString();
        }
    }

    @Test
    void secrets_whenTwoKameletsOfOneApplicationHaveDifferentOnes_areRefused() {
        play(Company.builtIn());
        host.directory("rollcall-ongoing-meetings-action", sandbox)
                .directory("rollcall-set-co-hosts-action", sandbox)
                .set("camel.kamelet.rollcall-set-co-hosts-action.clientSecret", "another-secret")
                .start();
        assertThat(host.ask("kamelet:rollcall-ongoing-meetings-action", "UN-lisi")
                        .getException())
                .isNull();

        Throwable refusal = catchThrowable(() -> host.context()
                .getEndpoint("kamelet:rollcall-set-co-hosts-action")
                .createProducer()
                .start());

        assertThat(refusal)
                .rootCause()
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("the Kamelet's parameter")
                .hasMessageContaining("with another secret")
                .hasMessageNotContaining("another-secret");
        assertThat(host.ask("kamelet:rollcall-ongoing-meetings-action/again", "UN-lisi")
                        .getException())
                .isNull();
    }

    @Test
    void pace_whenTwoKameletsHaveOneApplication_isShared() {
        play(Company.builtIn());
        String kamelet = "rollcall-ongoing-meetings-action";
        host.directory(kamelet, sandbox)
                .set("camel.kamelet." + kamelet + ".callsPerSecond", "3")
                .start();

        List<CompletableFuture<Object>> answers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            for (String id : List.of("one", "two")) {
                answers.add(host.context()
                        .createProducerTemplate()
                        .asyncRequestBody("kamelet:" + kamelet + "/" + id, "UN-lisi"));
            }
        }
        answers.forEach(answer ->
                assertThat(answer.orTimeout(30, TimeUnit.SECONDS).join()).isNotNull());

        assertThat(sandbox.calls(VendorApi.DINGTALK_ONGOING_MEETINGS)).isEqualTo(12);
        assertThat(sandbox.peak(VendorApi.DINGTALK_ONGOING_MEETINGS)).isLessThanOrEqualTo(3);
        assertThat(sandbox.calls(VendorApi.DINGTALK_TOKEN)).isEqualTo(1);
    }

    @Test
    void start_whenParametersDoNotFit_isRefusedInTheUsualWords() {
        play(Company.builtIn());
        host.collect("direct:person");
        host.collect("direct:change");
        host.directory("rollcall-invite-action", sandbox)
                .directory("rollcall-ongoing-meetings-action", sandbox)
                .directory("rollcall-department-users-action", sandbox)
                .set("camel.kamelet.rollcall-cohost-source.clientId", "dingabc")
                .yaml("routes/host.camel.yaml");

        Throwable refusal = catchThrowable(host::start);

        assertThat(ObjectHelper.getException(ConfigurationException.class, refusal))
                .hasMessageContaining("the Kamelet's parameter clientSecret is missing");
        assertThat(sandbox.calls()).isEmpty();
    }

    @Test
    void remedy_whenTheSecretOfAParameterIsWrong_namesTheParameter() {
        play(Company.builtIn());
        host.directory("rollcall-ongoing-meetings-action", sandbox)
                .set("camel.kamelet.rollcall-ongoing-meetings-action.clientSecret", "wrong")
                .start();

        assertThat(host.ask("kamelet:rollcall-ongoing-meetings-action", "UN-lisi")
                        .getException())
                .hasMessageContaining("the Kamelet's parameter clientSecret")
                .hasMessageNotContaining("rollcall.");
    }

    @Test
    void kamelet_whenNothingIsConfigured_saysWhatIsMissing() {
        host.start();
        assertThatThrownBy(() -> {
                    Exception failure = host.ask("kamelet:rollcall-run-flow-action?flow=board", null)
                            .getException();
                    throw failure == null ? new AssertionError("nothing is configured") : failure;
                })
                .isNotInstanceOf(AssertionError.class);
    }
}
