package io.rollcall.app;

import io.rollcall.app.Program.Running;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.Sandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** A company played by a sandbox, and the program {@code run} that serves its page. Used by one thread. */
final class PageCompany implements AutoCloseable {
    static final String TOKEN = "a-token-of-the-tests-0123456789";
    static final String MARKUP = "<img src=x onerror=alert(1)>";
    static final String TURNED = "invoice\u202Efdp.exe";

    final Sandbox sandbox;
    final Program program;
    private final int port;
    private Running running;

    private PageCompany(Sandbox sandbox, Program program, int port, Running running) {
        this.sandbox = sandbox;
        this.program = program;
        this.port = port;
        this.running = running;
    }

    /**
     * The demo's company with all that the page can show: a tracked roster that is quarantined, an invitation whose outcome is
     * unknown, history, names that are markup or turn the text around.
     */
    static PageCompany withToken(Path root) throws Exception {
        Sandbox sandbox = Sandbox.start(Company.demo().withoutLimits(), 0);
        // its meetings begin now
        new LivelyCompany(sandbox, 1);
        sandbox.directory()
                .join("{\"userId\": \"markup\", \"unionId\": \"UN-markup\", \"name\": \"" + MARKUP
                        + "\", \"departments\": [3]}");
        sandbox.directory()
                .join("{\"userId\": \"turned\", \"unionId\": \"UN-turned\", \"name\": \"" + TURNED
                        + "\", \"departments\": [3]}");
        Program program = Program.below(root);
        int port = freePort();
        write(
                program,
                sandbox,
                List.of(
                        "rollcall.server.port=" + port,
                        "rollcall.server.token=" + TOKEN,
                        "rollcall.server.show-names=true",
                        "rollcall.history=true",
                        "rollcall.timezone=Asia/Shanghai",
                        "rollcall.flow.board.type=cohost",
                        "rollcall.flow.board.schedule=auto",
                        "rollcall.flow.board.users=UN-mary-smith,UN-li-na,UN-john-brown,UN-duty-officer,UN-markup,UN-turned",
                        "rollcall.flow.duty.type=invite",
                        "rollcall.flow.duty.schedule=1h",
                        "rollcall.flow.duty.meetings-of=UN-zhang-wei",
                        "rollcall.flow.duty.invitees=UN-duty-officer:Duty Officer",
                        "rollcall.flow.duty.phones=+8613800138000:Duty desk",
                        "rollcall.flow.people.type=roster",
                        // in no run of the tests
                        "rollcall.flow.people.schedule=0 0 0 29 2 ?",
                        // a few departments: a run of all takes seconds
                        "rollcall.flow.people.departments=2,3,1004,1005",
                        "rollcall.flow.people.recursive=false",
                        "rollcall.flow.people.track=true",
                        "rollcall.flow.people.max-shrink=15",
                        "rollcall.flow.people.output=people.ndjson"));
        program.inThisJvm("once", "people");
        sandbox.directory().leave("user0000121");
        sandbox.directory().move("john.brown", 2);
        program.inThisJvm("once", "people");
        for (int number = 100; number < 119; number++) {
            sandbox.directory().vanish("user%07d".formatted(number));
        }
        program.inThisJvm("once", "people");
        PastMeetings.save(program.folder());
        return started(sandbox, program, port);
    }

    /** Starts the program again without a token, with a roster that is quarantined once more. */
    void restartWithoutToken() throws IOException {
        kill();
        Path file = program.folder().resolve("rollcall.properties");
        Files.writeString(file, Files.readString(file).replace("rollcall.server.token=" + TOKEN, ""));
        // one more than an administrator may have accepted
        sandbox.directory().vanish("markup");
        program.inThisJvm("once", "people");
        restart();
    }

    /** A company with a meeting of many people, without a token; a hundred more are in no meeting. */
    static PageCompany large(Path root, int people) throws Exception {
        String members = IntStream.range(0, people)
                .mapToObj(number -> "{\"unionId\": \"un%07diEiE\", \"nick\": \"Person %d\"}".formatted(number, number))
                .collect(Collectors.joining(","));
        Sandbox sandbox = Sandbox.start(
                Company.parse(
                        """
                        {"generate": {"people": %d, "departments": 10},
                         "dingtalk": {"callsPerSecond": 0, "stream": {}},
                         "meetings": [{"id": "town-hall", "title": "Town hall", "creator": "un0000001iEiE", "members": [%s]}]}
                        """
                                .formatted(people + 100, members)),
                0);
        Program program = Program.below(root);
        int port = freePort();
        write(
                program,
                sandbox,
                List.of(
                        "rollcall.server.port=" + port,
                        "rollcall.flow.board.type=cohost",
                        "rollcall.flow.board.schedule=1h",
                        "rollcall.flow.board.look=organization",
                        "rollcall.flow.board.users=un0000002iEiE"));
        return started(sandbox, program, port);
    }

    private static PageCompany started(Sandbox sandbox, Program program, int port) throws IOException {
        PageCompany company = new PageCompany(sandbox, program, port, program.start("run"));
        company.awaitReady();
        return company;
    }

    private static void write(Program program, Sandbox sandbox, List<String> lines) throws IOException {
        String vendors = sandbox.properties()
                .lines()
                .filter(line -> !line.startsWith("rollcall.flow."))
                .collect(Collectors.joining("\n", "", "\n"));
        Files.writeString(program.folder().resolve("rollcall.properties"), vendors + String.join("\n", lines) + "\n");
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    /** The page's address. */
    String url(String path) {
        return "http://127.0.0.1:" + port + "/" + path;
    }

    /** Ends the program as if the machine had lost power. */
    void kill() {
        running.kill();
    }

    /** Starts the program again on the same port. */
    void restart() throws IOException {
        running = program.start("run");
        awaitReady();
    }

    /** Waits until all flows have run, except those that wait for the night. */
    private void awaitReady() {
        HttpClient client = HttpClient.newHttpClient();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> client.send(
                                        HttpRequest.newBuilder(URI.create(url("health")))
                                                .header("Authorization", "Bearer " + TOKEN)
                                                .build(),
                                        HttpResponse.BodyHandlers.ofString())
                                .statusCode()
                        == 200);
    }

    /** What the program wrote to its log. */
    String log() throws IOException {
        return running.err();
    }

    @Override
    public void close() {
        running.close();
        sandbox.close();
    }
}
