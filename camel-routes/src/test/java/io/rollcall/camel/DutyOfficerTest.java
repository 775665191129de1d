package io.rollcall.camel;

// tag::example[]
import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.sandbox.Sandbox;
import io.rollcall.sandbox.junit.SandboxExtension;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class DutyOfficerTest {
    @RegisterExtension
    static final SandboxExtension vendors = SandboxExtension.playingResource("night-shift.json");

    @Test
    void dutyOfficer_whenTheResponseIsLost_isNotCalledTwice(Sandbox sandbox, @TempDir Path folder) throws Exception {
        sandbox.script(Fault.on(VendorApi.DINGTALK_INVITE).at("1").then(Preset.RESET_AFTER));

        try (Host host = Host.start(folder, vendors.settings())) { // your own application, however it starts
            host.runOnce("duty");
            host.runOnce("duty");
        }

        assertThat(sandbox.invitations("night", "UN-duty")).isEqualTo(1);
    }

    @Test
    void dutyOfficer_whenTheMeetingIsOver_isNotCalled(Sandbox sandbox, @TempDir Path folder) throws Exception {
        sandbox.endMeeting("night"); // the next test finds it running again

        try (Host host = Host.start(folder, vendors.settings())) {
            host.runOnce("duty");
        }

        assertThat(sandbox.calls(VendorApi.DINGTALK_INVITE)).isZero();
    }
}
// end::example[]
