package io.rollcall.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
@Tag("slow")
class LargeCompanyTest {
    /** Runs in another process, with a heap too small for a million people. */
    static final class Program {
        private Program() {}

        public static void main(String[] args) {
            try (Sandbox sandbox =
                    Sandbox.start(Company.generated(1_000_000, 20_000).withoutLimits(), 0)) {
                VendorClient client = new VendorClient(sandbox);
                String token = client.dingTalkToken();
                JsonNode page = client.users(token, 20_999, 0, 100).json().path("result");
                JsonNode last = page.path("list").path(49);
                JsonNode account = client.details(
                                client.huaweiToken(),
                                "THIRD_ACCOUNT",
                                last.path("userid").asText())
                        .json();
                System.out.println(last.path("userid").asText() + " "
                        + account.path(0).path("statusCode").asInt() + " "
                        + client.topApi(token, "department/listsub", "{\"dept_id\":1}")
                                .json()
                                .path("result")
                                .size());
            }
        }
    }

    @Test
    void sandbox_withAMillionPeople_runsWithinASmallHeap() throws IOException, InterruptedException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx24m",
                        "-cp",
                        classPath,
                        Program.class.getName()))
                .redirectErrorStream(false)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(printed).isEqualTo("user0999999 0 20" + System.lineSeparator());
    }
}
