package io.rollcall.sandbox;

import io.rollcall.sandbox.internal.company.CompanyDefinition;
import io.rollcall.sandbox.internal.company.CompanyReader;
import io.rollcall.sandbox.script.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A company for the sandbox: its people and meetings, how its vendors respond, and its faults. {@code docs/sandbox.md} describes
 * the file format. Immutable and thread-safe.
 */
public final class Company {
    private final CompanyDefinition definition;

    private Company(CompanyDefinition definition) {
        this.definition = definition;
    }

    /**
     * Reads a company file, which is JSON in UTF-8.
     *
     * @throws InvalidCompanyException with every problem of the file
     * @throws UncheckedIOException if the file cannot be read
     */
    public static Company read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("The company file " + file + " cannot be read", e);
        }
    }

    /**
     * Parses the text of a company file.
     *
     * @throws InvalidCompanyException with every problem of the text
     */
    public static Company parse(String json) {
        List<String> problems = new ArrayList<>();
        CompanyDefinition definition = CompanyReader.read(json, problems);
        if (!problems.isEmpty()) {
            throw new InvalidCompanyException(problems);
        }
        return new Company(definition);
    }

    /** The default company: a dozen people and three running meetings. */
    public static Company builtIn() {
        return resource("default-company.json");
    }

    /** The company of the demo: about a thousand people and three running meetings with readable ids. */
    public static Company demo() {
        return resource("demo-company.json");
    }

    /**
     * A generated company without meetings. The same arguments always produce the same company.
     *
     * @param people 0..9,999,999
     * @param departments 1..1,000,000, including the root
     * @throws InvalidCompanyException if an argument is out of range
     */
    public static Company generated(int people, int departments) {
        return parse("{\"generate\":{\"people\":" + people + ",\"departments\":" + departments + "}}");
    }

    private static Company resource(String file) {
        try (InputStream in = Company.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing from the jar");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The name. */
    public String name() {
        return definition.name();
    }

    /** A copy without rate limits; a monthly quota remains. */
    public Company withoutLimits() {
        return new Company(definition.withoutLimits());
    }

    /**
     * A copy with another latency.
     *
     * @param latency the least duration of a call, not negative; half of it passes before the call is counted
     * @param jitter the longest random addition to it, not negative
     */
    public Company withLatency(Duration latency, Duration jitter) {
        return new Company(definition.withLatency(latency, jitter));
    }

    /** A copy with these faults instead of its own. */
    public Company withFaults(List<Fault> faults) {
        return new Company(definition.withFaults(faults));
    }

    /**
     * The {@code rollcall.*} keys with which Rollcall calls this company's vendors, in a fixed order and without flows.
     *
     * @param url the address of all vendors, without a trailing slash
     */
    public Map<String, String> settings(String url) {
        return Collections.unmodifiableMap(new RollcallProperties(definition, url).settings());
    }

    CompanyDefinition definition() {
        return definition;
    }

    /** The name only: no secrets, no people. */
    @Override
    public String toString() {
        return "Company[" + name() + "]";
    }
}
