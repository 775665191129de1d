package io.rollcall.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.camel.api.RollcallFaultException;
import io.rollcall.report.FlowReport;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.script.VendorApi;
import io.rollcall.state.Pause;
import io.rollcall.vendor.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.camel.CamelExecutionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code rollcall:pause} and {@code rollcall:resume}, and what they do to a host's own requests. */
@Tag("slow")
class PauseOperationsTest extends RollcallTestSupport {
    private static final String PROMOTE =
            "{\"meeting\":\"board-meeting\",\"action\":\"promote\",\"users\":[\"UN-lisi\"]}";
    private static final String INVITE =
            "{\"meeting\":\"board-meeting\",\"invitees\":[{\"user\":\"UN-duty\",\"nick\":\"Duty\"}]}";

    private Object request(String uri) {
        return request(uri, "the body");
    }

    private Object request(String uri, Object body) {
        return context.createProducerTemplate().requestBody(uri, body);
    }

    @SuppressWarnings("unchecked")
    private List<Pause> pauses(String uri) {
        return (List<Pause>) request(uri);
    }

    private void startBoard() throws Exception {
        play(Company.builtIn());
        start(
                "rollcall.flow.board.type=cohost",
                "rollcall.flow.board.users=UN-lisi",
                "rollcall.flow.people.type=roster",
                "rollcall.flow.people.output=" + folder.resolve("people.ndjson"));
    }

    @Test
    void pause_ofAFlow_keepsItFromChanging_untilResume() throws Exception {
        startBoard();
        Instant before = Instant.now();

        assertThat(pauses("rollcall:pause?flow=board&until=2h&reason=rooms are rewired"))
                .singleElement()
                .satisfies(pause -> {
                    assertThat(pause.flow()).isEqualTo("board");
                    assertThat(pause.reason()).isEqualTo("rooms are rewired");
                    assertThat(pause.until())
                            .isBetween(
                                    before.plus(Duration.ofHours(2)),
                                    Instant.now().plus(Duration.ofHours(2)));
                });
        FlowReport paused = (FlowReport) request("rollcall:run?flow=board");
        assertThat(paused.result().changes())
                .extracting(change -> change.status().word())
                .containsOnly("paused");
        assertThat(sandbox.calls(VendorApi.DINGTALK_SET_CO_HOSTS)).isZero();
        // a request that is no flow's
        request("rollcall:set-co-hosts", PROMOTE);
        assertThat(sandbox.calls(VendorApi.DINGTALK_SET_CO_HOSTS)).isEqualTo(1);

        assertThat(pauses("rollcall:resume?flow=board")).isEmpty();
        sandbox.demote("board-meeting", "UN-lisi");
        assertThat(((FlowReport) request("rollcall:run?flow=board")).result().changes())
                .extracting(change -> change.status().word())
                .doesNotContain("paused");
    }

    @Test
    void pause_ofAllFlows_refusesRequestsOfTheHostToo() throws Exception {
        startBoard();
        assertThat(pauses("rollcall:pause")).extracting(Pause::isOfAll).containsExactly(true);

        for (String uri : List.of("rollcall:set-co-hosts", "rollcall:invite")) {
            assertThatThrownBy(() -> request(uri, uri.endsWith("invite") ? INVITE : PROMOTE))
                    .isInstanceOf(CamelExecutionException.class)
                    .cause()
                    .isInstanceOfSatisfying(RollcallFaultException.class, refused -> {
                        assertThat(refused.fault().kind()).isEqualTo(Fault.Kind.PAUSED);
                        assertThat(refused.fault().certainlyNotDone()).isTrue();
                        assertThat(refused).hasMessageContaining("changes are paused");
                    });
        }
        assertThat(sandbox.calls(VendorApi.DINGTALK_SET_CO_HOSTS)).isZero();
        assertThat(sandbox.calls(VendorApi.DINGTALK_INVITE)).isZero();
        assertThatThrownBy(() -> request("rollcall:resume?flow=board"))
                .rootCause()
                .hasMessageContaining("All flows are paused, so board cannot be resumed alone");

        assertThat(pauses("rollcall:resume")).isEmpty();
        request("rollcall:invite", INVITE);
        assertThat(sandbox.invitations("board-meeting", "UN-duty")).isEqualTo(1);
    }

    @Test
    void pause_hasJson() throws Exception {
        startBoard();

        assertThat(RollcallJson.write(request("rollcall:pause?flow=board&reason=rooms")))
                .matches("\\[\\{\"flow\":\"board\",\"since\":\"[^\"]+Z\",\"reason\":\"rooms\"}]");
    }

    @Test
    void pause_thatDoesNotFit_stopsTheStart() throws Exception {
        startBoard();

        assertThatThrownBy(() -> request("rollcall:pause?flow=bord"))
                .rootCause()
                .hasMessageContaining("Did you mean board?");
        assertThatThrownBy(() -> request("rollcall:pause?flow=people"))
                .rootCause()
                .hasMessageContaining("The flow people changes nothing at a vendor");
        assertThatThrownBy(() -> request("rollcall:pause?until=tomorrow"))
                .rootCause()
                .hasMessageContaining("must be a time ahead of now");
        assertThatThrownBy(() -> request("rollcall:resume?until=2h"))
                .rootCause()
                .hasMessageContaining("has no option until");
        assertThat(store.pauses().inForce(Instant.now())).isEmpty();
    }
}
