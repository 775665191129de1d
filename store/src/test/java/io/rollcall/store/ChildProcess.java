package io.rollcall.store;

import io.rollcall.model.MeetingId;
import io.rollcall.state.InvitationRepository.InviteeKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Another process on an embedded store: the test's side, and the program that it runs. */
final class ChildProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private ChildProcess(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static ChildProcess start(Path directory, String job) throws IOException {
        return new ChildProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        ChildProcess.class.getName(),
                        directory.toString(),
                        job)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** The next line; null at the end. */
    String line() throws IOException {
        return output.readLine();
    }

    List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = line(); line != null; line = line()) {
            lines.add(line);
        }
        return lines;
    }

    /** Lets a waiting child go on. */
    void go() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    /** As {@code kill -9} does; what it said before can still be read, other than after {@link Process#destroyForcibly}. */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    /** Kills it at a moment of its start, if it still lives then. */
    void killAfter(int millis) throws InterruptedException {
        process.waitFor(millis, TimeUnit.MILLISECONDS);
        kill();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** The child: the store's directory and what to do there. */
    public static void main(String[] arguments) throws IOException {
        try (Store store = Store.embedded(Path.of(arguments[0]), Clock.systemUTC())) {
            switch (arguments[1]) {
                case "claim-for-ever" -> claimForEver(store);
                case "claim-once-told" -> claimOnceTold(store);
                case "hold" -> hold(store);
                case "measure" -> measure(store);
                default -> throw new IllegalArgumentException(arguments[1]);
            }
        }
    }

    /** Says each claim right after it returned. */
    private static void claimForEver(Store store) {
        for (int i = 0; ; i++) {
            Set<InviteeKey> won = store.invitations()
                    .claim(
                            "child",
                            MemoryContract.MEETING,
                            List.of(user(i)),
                            Clock.systemUTC().instant());
            System.out.println(won.isEmpty() ? "lost" : Integer.toString(i));
        }
    }

    private static void claimOnceTold(Store store) throws IOException {
        System.out.println("ready");
        System.in.read();
        for (int meeting = 0; meeting < 30; meeting++) {
            for (InviteeKey won : store.invitations()
                    .claim(
                            "child",
                            new MeetingId("m" + meeting),
                            IntStream.range(0, 5).mapToObj(ChildProcess::user).toList(),
                            Clock.systemUTC().instant())) {
                System.out.println("m" + meeting + " " + won.value());
            }
        }
    }

    private static void hold(Store store) throws IOException {
        store.invitations()
                .claim(
                        "child",
                        MemoryContract.MEETING,
                        List.of(user(0)),
                        Clock.systemUTC().instant());
        System.out.println("held");
        System.in.read();
    }

    /** What docs/decisions/0002-embedded-store.md cites: the first claim of a fresh JVM, and the next ones. */
    private static void measure(Store store) {
        long start = System.nanoTime();
        claimOne(store, 0);
        long first = System.nanoTime() - start;
        start = System.nanoTime();
        for (int i = 1; i <= 200; i++) {
            claimOne(store, i);
        }
        long others = (System.nanoTime() - start) / 200;
        System.out.println(
                "open and first claim " + first / 1_000_000 + " ms, each claim then " + others / 1_000 + " us");
    }

    private static void claimOne(Store store, int i) {
        store.invitations()
                .claim(
                        "child",
                        MemoryContract.MEETING,
                        List.of(user(i)),
                        Clock.systemUTC().instant());
    }

    static InviteeKey user(int i) {
        return new InviteeKey(InviteeKey.Kind.USER, "user-" + i);
    }
}
