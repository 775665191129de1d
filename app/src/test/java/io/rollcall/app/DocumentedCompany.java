package io.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.app.Program.Ended;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The configurations that the documentation shows, word for word in a folder of their own, and the company in which they
 * have something to do. Only the vendors' addresses are said elsewhere: in the environment.
 */
final class DocumentedCompany implements AutoCloseable {
    private static final Path SHOWN =
            Path.of(System.getProperty("basedir", "")).resolve("src/test/resources/io/rollcall/app/docs");

    final Sandbox sandbox;
    final Program program;

    private DocumentedCompany(Sandbox sandbox, Program program) {
        this.sandbox = sandbox;
        this.program = program;
    }

    static DocumentedCompany below(Path root) throws IOException {
        Sandbox sandbox = Sandbox.start(Company.read(shown("company.json")), 0);
        Program program = Program.below(root)
                .with("ROLLCALL_DINGTALK_API_URL", sandbox.url())
                .with("ROLLCALL_DINGTALK_OAPI_URL", sandbox.url())
                .with("ROLLCALL_HUAWEI_URL", sandbox.url());
        for (String name : List.of(
                "rollcall.properties",
                "tidy.properties",
                "auto.properties",
                "duty-list.properties",
                "auditors.properties",
                "directors.properties",
                "tracked.properties",
                "named.properties",
                "board.txt",
                "duty.csv")) {
            Files.copy(shown(name), program.folder().resolve(name));
        }
        Path secrets = Files.createDirectory(program.folder().resolve("secrets"));
        Files.writeString(secrets.resolve("dingtalk"), "planted-dingtalk-secret-7f3a\n");
        Files.writeString(secrets.resolve("huawei"), "planted-huawei-key-91bc\n");
        return new DocumentedCompany(sandbox, program);
    }

    /** A file that the documentation shows. */
    static Path shown(String name) {
        return SHOWN.resolve(name);
    }

    /** What the program prints, which has nothing to complain about. */
    String prints(int code, String... arguments) throws IOException, InterruptedException {
        Ended ended = program.inThisJvm(arguments);
        assertThat(ended.code()).as(ended.out() + ended.err()).isEqualTo(code);
        // the audit names its store
        assertThat(ended.err().lines()).allMatch(line -> line.startsWith("Store: "));
        return ended.out();
    }

    /** The same, and the documentation shows it. */
    void shows(String output, int code, String... arguments) throws IOException, InterruptedException {
        DocumentedOutput.holds(output, program.folder(), prints(code, arguments));
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
