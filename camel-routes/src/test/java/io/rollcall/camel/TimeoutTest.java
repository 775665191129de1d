package io.rollcall.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rollcall.model.InvitationResult;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.VendorApi;
import io.rollcall.state.AuditRepository;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A caller that waits no longer than the option {@code timeout}. */
@Tag("slow")
class TimeoutTest extends RollcallTestSupport {
    private static final Map<String, Object> PROMOTE =
            Map.of("meeting", "board-meeting", "action", "promote", "users", List.of("UN-lisi"));

    private Exchange send(String uri, Object body) {
        return context.createProducerTemplate()
                .request(uri, exchange -> exchange.getMessage().setBody(body));
    }

    @Test
    void request_whenItWaitsForItsTurn_isNeverSent() throws Exception {
        play(Company.builtIn());
        sandbox.script(Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS).then(503, Map.of("Retry-After", "2"), ""));
        start();

        Exchange answer = send("rollcall:ongoing-meetings?timeout=500", "UN-lisi");

        assertThat(answer.getException())
                .isInstanceOf(TimeoutException.class)
                .hasMessageStartingWith("No response within PT0.5S.");
        long sent = sandbox.calls(VendorApi.DINGTALK_ONGOING_MEETINGS);
        await().during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(30))
                .until(() -> sandbox.calls(VendorApi.DINGTALK_ONGOING_MEETINGS) == sent);
    }

    @Test
    void change_whenItWasSent_isAuditedWhenTheResponseComes() throws Exception {
        play(Company.builtIn());
        sandbox.script(Fault.on(VendorApi.DINGTALK_SET_CO_HOSTS).after(Duration.ofSeconds(2)));
        start();
        // a first call takes longer: it loads the client and gets the token
        send("rollcall:ongoing-meetings?timeout=20s", "UN-lisi");

        assertThat(send("rollcall:set-co-hosts?timeout=1s", PROMOTE).getException())
                .isInstanceOf(TimeoutException.class);

        List<AuditRepository.Entry> entries = new CopyOnWriteArrayList<>();
        await().until(() -> {
            entries.clear();
            store.audit().read(null, entries::add);
            return entries.size() == 1 && entries.get(0).result() == AuditRepository.Result.DONE;
        });
    }

    @Test
    void invitation_whenItWasNotSent_mayBeMadeAgain() throws Exception {
        play(Company.builtIn());
        sandbox.script(Fault.on(VendorApi.DINGTALK_TOKEN).at("1").after(Duration.ofSeconds(2)));
        start();
        String invite = "{\"meeting\":\"board-meeting\",\"invitees\":[{\"phone\":\"+8613800138000\"}]}";

        assertThat(send("rollcall:invite?timeout=500", invite).getException()).isInstanceOf(TimeoutException.class);

        await().until(() -> {
            InvitationResult again =
                    send("rollcall:invite", invite).getMessage().getBody(InvitationResult.class);
            return again.invited().size() == 1;
        });
        assertThat(sandbox.calls(VendorApi.DINGTALK_INVITE)).isEqualTo(1);
    }

    @Test
    void request_whenAnsweredInTime_isNotAffected() throws Exception {
        play(Company.builtIn());
        start();

        assertThat(send("rollcall:ongoing-meetings?timeout=20s", "UN-lisi")
                        .getMessage()
                        .getBody(List.class))
                .hasSize(2);
    }
}
