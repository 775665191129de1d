package io.rollcall.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.sandbox.script.VendorApi;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
@Tag("slow")
class ManyCallersTest {
    private static final int CALLERS = 16;
    private static final int CALLS = 25;

    @Test
    void invite_whenManyCallAtOnce_countsEveryRing() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try (Sandbox sandbox = Sandbox.start(Company.builtIn().withoutLimits(), 0)) {
            VendorClient client = new VendorClient(sandbox);
            String token = client.dingTalkToken();
            List<Future<?>> done = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                String phone = "+86138001380" + (10 + caller);
                done.add(callers.submit(() -> {
                    for (int call = 0; call < CALLS; call++) {
                        client.invite(
                                token,
                                "board-meeting",
                                "{\"phoneInviteeList\":[{\"phoneNumber\":\"" + phone
                                        + "\"},{\"phoneNumber\":\"shared\"}]}");
                    }
                }));
            }
            for (Future<?> future : done) {
                future.get(30, TimeUnit.SECONDS);
            }
            assertThat(sandbox.calls(VendorApi.DINGTALK_INVITE)).isEqualTo(CALLERS * CALLS);
            assertThat(sandbox.invitations("board-meeting", "shared")).isEqualTo(CALLERS * CALLS);
            assertThat(sandbox.invitations("board-meeting", "+8613800138010")).isEqualTo(CALLS);
            assertThat(sandbox.invitations()).hasSize(CALLERS + 1);
        } finally {
            callers.shutdownNow();
        }
    }
}
