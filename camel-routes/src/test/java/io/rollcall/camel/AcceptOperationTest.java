package io.rollcall.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.model.DepartmentId;
import io.rollcall.model.PersonId;
import io.rollcall.sandbox.Company;
import io.rollcall.state.AcceptedRoster;
import io.rollcall.state.RosterRepository;
import io.rollcall.state.RosterRepository.Loss;
import io.rollcall.state.RosterRepository.Quarantine;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code rollcall:accept}. */
@Tag("slow")
class AcceptOperationTest extends RollcallTestSupport {
    private static final List<PersonId> LOST = List.of(new PersonId("lisi"), new PersonId("zhangsan"));

    private Object request(String uri) {
        return context.createProducerTemplate().requestBody(uri, "the body");
    }

    private void start() throws Exception {
        play(Company.builtIn());
        start(
                "rollcall.flow.board.type=cohost",
                "rollcall.flow.board.users=UN-lisi",
                "rollcall.flow.people.type=roster",
                "rollcall.flow.people.output=" + folder.resolve("people.ndjson"));
    }

    private void quarantine() {
        store.rosters()
                .quarantine(
                        "people",
                        new Quarantine(
                                Instant.parse("2026-11-20T03:12:00Z"),
                                2,
                                5,
                                List.of(new Loss(new DepartmentId(2), "Sales", 2)),
                                null),
                        LOST);
    }

    @Test
    void accept_letsTheNextRunLoseThePeopleOfTheQuarantine() throws Exception {
        start();
        quarantine();
        Instant before = Instant.now();

        AcceptedRoster accepted = (AcceptedRoster) request("rollcall:accept?flow=people");

        assertThat(accepted.lost()).isEqualTo(2);
        assertThat(accepted.acceptedUntil())
                .isAfter(before.plus(RosterRepository.ACCEPTANCE).minusMillis(2));
        assertThat(store.rosters().isAccepted("people", LOST, Instant.now())).isTrue();
        assertThat(RollcallJson.write(accepted))
                .matches(
                        "\\{\"flow\":\"people\",\"quarantinedAt\":\"2026-11-20T03:12:00.000Z\",\"lost\":2,\"before\":5,"
                                + "\"departments\":\\[\\{\"department\":2,\"name\":\"Sales\",\"people\":2}],"
                                + "\"acceptedUntil\":\"[^\"]+Z\"}");
    }

    @Test
    void accept_whenNothingIsQuarantined_fails() throws Exception {
        start();

        assertThatThrownBy(() -> request("rollcall:accept?flow=people"))
                .rootCause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("The roster of the flow people is not quarantined");
    }

    @Test
    void accept_thatDoesNotFit_stopsTheStart() throws Exception {
        start();

        assertThatThrownBy(() -> request("rollcall:accept?flow=peopel"))
                .rootCause()
                .hasMessageContaining("Did you mean people?");
        assertThatThrownBy(() -> request("rollcall:accept?flow=board"))
                .rootCause()
                .hasMessageContaining("The flow board is not a roster");
        assertThatThrownBy(() -> request("rollcall:accept"))
                .rootCause()
                .hasMessageContaining("It needs the option flow");
    }
}
