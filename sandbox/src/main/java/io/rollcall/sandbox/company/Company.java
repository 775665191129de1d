package io.rollcall.sandbox.company;

import io.rollcall.sandbox.script.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A company as the sandbox plays it: who works there, which meetings run, how its vendors answer, what goes wrong. Immutable.
 *
 * @param name its name
 * @param dingtalk how DingTalk answers
 * @param huawei how Huawei answers
 * @param latency how long a call takes at least: half on the way in, before it is counted, half on the way out
 * @param jitter how much longer a call may take at random, shared likewise
 * @param directory its departments and people
 * @param meetings its meetings
 * @param faults what goes wrong
 */
public record Company(
        String name,
        DingTalkSettings dingtalk,
        HuaweiSettings huawei,
        Duration latency,
        Duration jitter,
        Directory directory,
        List<Meeting> meetings,
        List<Fault> faults) {

    public Company {
        meetings = List.copyOf(meetings);
        faults = List.copyOf(faults);
    }

    /**
     * Reads a company file; {@code docs/sandbox.md} describes it.
     *
     * @throws InvalidCompanyException naming everything that is wrong with it
     * @throws UncheckedIOException where the file cannot be read
     */
    public static Company read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("The company file cannot be read: " + file, e);
        }
    }

    /**
     * Reads a company from the text of a company file.
     *
     * @throws InvalidCompanyException naming everything that is wrong with it
     */
    public static Company parse(String json) {
        return CompanyReader.read(json);
    }

    /** The company that is played where no other is given: a dozen people, three running meetings. */
    public static Company builtIn() {
        return resource("default-company.json");
    }

    /** The company of the demonstration: about a thousand people and some running meetings with readable ids. */
    public static Company demo() {
        return resource("demo-company.json");
    }

    /** A generated company, without meetings. */
    public static Company generated(int people, int departments) {
        return parse("{\"generate\":{\"people\":" + people + ",\"departments\":" + departments + "}}");
    }

    /** The same company without limits on the rate of calls. */
    public Company withoutLimits() {
        return new Company(
                name, dingtalk.unlimited(), huawei.unlimited(), latency, jitter, directory, meetings, faults);
    }

    /** The same company further away. */
    public Company withLatency(Duration newLatency, Duration newJitter) {
        return new Company(name, dingtalk, huawei, newLatency, newJitter, directory, meetings, faults);
    }

    /** The same company with other faults. */
    public Company withFaults(List<Fault> newFaults) {
        return new Company(name, dingtalk, huawei, latency, jitter, directory, meetings, newFaults);
    }

    private static Company resource(String file) {
        try (InputStream in = Company.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("not in the jar: " + file);
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
