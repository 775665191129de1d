package io.rollcall.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rollcall.camel.api.RollcallConstants;
import io.rollcall.event.VendorEvent;
import io.rollcall.sandbox.journal.StreamConnection.State;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A host's route that starts with {@code rollcall:stream}. */
@Tag("slow")
class StreamConsumerTest extends RollcallTestSupport {
    private static final String COMPANY =
            "{'dingtalk':{'callsPerSecond':0,'stream':{}},'people':[{'userId':'late','unionId':'UN-late','name':'Late'}],"
                    + "'meetings':[{'id':'board','members':[]},{'id':'later','status':'ended'}]}";

    private final List<Exchange> received = new CopyOnWriteArrayList<>();

    private void from(String uri, Processor step) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(uri).routeId("stream").process(step).process(exchange -> received.add(exchange.copy()));
            }
        });
    }

    private void startWith(String uri) throws Exception {
        play(COMPANY);
        from(uri, exchange -> {});
        start("rollcall.dingtalk.stream=true");
        awaitConnection();
    }

    private void awaitConnection() {
        await().until(() -> connections() == 1);
    }

    private long connections() {
        return sandbox.stream().connections().stream()
                .filter(connection -> connection.state() == State.LIVE)
                .count();
    }

    private List<Object> types() {
        return received.stream()
                .map(exchange -> exchange.getMessage().getHeader(RollcallConstants.EVENT))
                .toList();
    }

    @Test
    void route_receivesTheEventsOfItsTopicsInTheirOrder() throws Exception {
        startWith("rollcall:stream?events=meeting");

        sandbox.startMeeting("later");
        sandbox.join("later", "UN-late");
        sandbox.stream().changePeople("user_modify_org", "late");
        sandbox.leave("later", "UN-late");

        await().untilAsserted(() ->
                assertThat(types()).containsExactly("meeting-started", "participant-joined", "participant-left"));
        assertThat(received.get(1).getMessage().getBody()).isInstanceOf(VendorEvent.OfParticipant.class);
        assertThat(received.get(1).getMessage().getBody(String.class))
                .startsWith("{\"type\":\"participant-joined\",\"topic\":\"meeting\",")
                .contains("\"user\":\"UN-late\"");
    }

    @Test
    void route_withoutOptions_receivesContactsToo() throws Exception {
        startWith("rollcall:stream");

        sandbox.stream().changePeople("user_leave_org", "late");

        await().untilAsserted(() -> assertThat(types()).containsExactly("person-left"));
    }

    /** The forms of the events differ by kind of application and by page; what a route receives does not. */
    @ParameterizedTest
    @CsvSource({"internal,array", "internal,object", "third-party,array"})
    void route_receivesEachChangeOfTheCompany(String appType, String diffInfo) throws Exception {
        play(
                """
                {"dingtalk": {"appType": "%s", "stream": {"diffInfo": "%s"}},
                 "people": [{"userId": "lisi", "unionId": "UN-lisi"}]}
                """
                        .formatted(appType, diffInfo));
        from("rollcall:stream?events=contacts", exchange -> {});
        start("rollcall.dingtalk.stream=true");
        awaitConnection();

        sandbox.directory().addDepartment(2, 1, "Two");
        sandbox.directory().join("{\"userId\":\"new\",\"unionId\":\"UN-new\"}");
        sandbox.directory().move("lisi", 2);
        sandbox.directory().leave("lisi");
        sandbox.directory().renameDepartment(2, "New");
        sandbox.directory().removeDepartment(2);

        await().untilAsserted(() -> assertThat(types())
                .containsExactlyInAnyOrder(
                        "department-added",
                        "person-added",
                        "person-changed",
                        "person-left",
                        "department-changed",
                        "department-removed"));
        assertThat(received.stream()
                        .map(exchange -> exchange.getMessage().getBody())
                        .filter(VendorEvent.OfPerson.class::isInstance)
                        .map(event -> ((VendorEvent.OfPerson) event).userId()))
                .containsExactlyInAnyOrder("new", "lisi", "lisi");
    }

    @Test
    void route_whenItFails_receivesTheNextAndEveryEventIsAcknowledged() throws Exception {
        play(COMPANY);
        from("rollcall:stream?account=dingtalk", exchange -> {
            if (exchange.getMessage().getHeader(RollcallConstants.EVENT).equals("meeting-started")) {
                throw new IllegalStateException("the route fails");
            }
        });
        start("rollcall.dingtalk.stream=true");
        awaitConnection();

        sandbox.startMeeting("later");
        sandbox.endMeeting("later");

        await().untilAsserted(() -> assertThat(types()).containsExactly("meeting-ended"));
        await().untilAsserted(() -> assertThat(sandbox.stream().pushes())
                .hasSize(2)
                .allMatch(push ->
                        push.acknowledgement() != null && push.acknowledgement().isSuccess()));
    }

    @Test
    void connection_isOpenWhileTheRouteRuns() throws Exception {
        startWith("rollcall:stream");

        camel.getRouteController().stopRoute("stream");
        await().until(() -> connections() == 0);

        camel.getRouteController().startRoute("stream");
        awaitConnection();
    }

    @Test
    void start_whenNoAccountHasEvents_isRefusedWithTheKey() throws Exception {
        play(COMPANY);
        from("rollcall:stream", exchange -> {});

        assertThatThrownBy(() -> start("rollcall.dingtalk.stream=false"))
                .hasStackTraceContaining("rollcall.dingtalk.stream=true");
    }

    @Test
    void start_whenTheNamedAccountHasNone_isRefused() throws Exception {
        play(COMPANY);
        from("rollcall:stream?account=huawei", exchange -> {});

        assertThatThrownBy(() -> start("rollcall.dingtalk.stream=true"))
                .hasStackTraceContaining("the account huawei has no events");
    }

    @Test
    void start_whenTheEventsAreUnknown_isRefused() throws Exception {
        play(COMPANY);
        from("rollcall:stream?events=meetings", exchange -> {});

        assertThatThrownBy(() -> start("rollcall.dingtalk.stream=true"))
                .hasStackTraceContaining(
                        "rollcall:stream has no events meetings. Write one or both of meeting,contacts.");
    }
}
