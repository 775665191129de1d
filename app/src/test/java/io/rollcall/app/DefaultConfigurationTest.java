package io.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.app.Program.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which file is read where no option names one. */
@Tag("slow")
class DefaultConfigurationTest {
    @TempDir
    Path root;

    private Path fallback;
    private Program program;

    @BeforeEach
    void program() throws IOException {
        fallback = Files.createDirectory(root.resolve("system")).resolve("rollcall.properties");
        program = Program.below(root).with("JDK_JAVA_OPTIONS", "-D" + Configuration.FALLBACK + "=" + fallback);
    }

    private static void write(Path file, String flow) throws IOException {
        Files.writeString(
                file,
                """
                rollcall.dingtalk.client-id=ding-tested
                rollcall.dingtalk.client-secret=planted-dingtalk-secret-7f3a
                rollcall.dingtalk.api-url=http://127.0.0.1:1
                rollcall.dingtalk.oapi-url=http://127.0.0.1:1
                rollcall.flow.%s.type=cohost
                rollcall.flow.%s.users-file=list.txt
                """
                        .formatted(flow, flow));
    }

    /** Every configuration here refers to a list that is missing beside it, so the message shows which file was read. */
    private void reads(Path folder, String flow, String... arguments) throws IOException, InterruptedException {
        Ended ended = program.run(arguments);
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains(folder.resolve("list.txt").toString());
        assertThat(ended.err()).contains("rollcall.flow." + flow + ".users-file");
    }

    @Test
    void plan_whenNothingElseNamesAFile_readsTheSystemsAndResolvesPathsAgainstItsFolder() throws Exception {
        write(fallback, "far");
        reads(fallback.getParent(), "far", "plan", "far");
    }

    @Test
    void plan_whenTheWorkingFolderHasAFile_readsThatAlone() throws Exception {
        write(fallback, "far");
        write(program.folder().resolve("rollcall.properties"), "near");
        reads(program.folder(), "near", "plan", "near");
    }

    @Test
    void plan_whenAnOptionNamesAFile_readsThatAlone() throws Exception {
        write(fallback, "far");
        write(root.resolve("named.properties"), "named");
        reads(
                root,
                "named",
                "plan",
                "named",
                "--config",
                root.resolve("named.properties").toString());
    }

    @Test
    void plan_whenThereIsNoFileAtAll_saysThatNothingIsConfigured() throws Exception {
        Ended ended = program.run("plan", "far");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("Nothing is configured");
    }
}
