package io.rollcall.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.camel.api.RollcallFaultException;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Any number of people, looked up batch after batch. */
@Tag("slow")
class UserDetailsTest extends RollcallTestSupport {
    private static final List<String> IDS =
            IntStream.range(0, 600).mapToObj(number -> "user" + number).toList();

    private Exchange request(String uri) {
        return context.createProducerTemplate()
                .request(uri, exchange -> exchange.getMessage().setBody(IDS));
    }

    private long batches() {
        return sandbox.calls(VendorApi.HUAWEI_USER_DETAILS);
    }

    @Test
    void batches_afterOneHasFailed_areNotSent() throws Exception {
        play(Company.generated(450, 1).withoutLimits());
        sandbox.script(Fault.on(VendorApi.HUAWEI_USER_DETAILS).at("2").then(Preset.PERMISSION));
        start("rollcall.huawei.calls-per-minute=0");

        assertThat(request("rollcall:user-details").getException()).isInstanceOf(RollcallFaultException.class);

        assertThat(batches()).isEqualTo(2);
    }

    @Test
    void batches_afterTheCallerGaveUp_areNotSent() throws Exception {
        play(Company.generated(450, 1).withoutLimits());
        start("rollcall.huawei.calls-per-minute=1");

        Exchange answer = request("rollcall:user-details?timeout=1s");

        assertThat(answer.getException()).isInstanceOf(TimeoutException.class);
        assertThat(batches()).isEqualTo(1);
    }
}
