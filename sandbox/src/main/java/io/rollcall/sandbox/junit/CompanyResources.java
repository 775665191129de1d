package io.rollcall.sandbox.junit;

import io.rollcall.sandbox.Company;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Company files on the class path, as test resources are. */
final class CompanyResources {
    private CompanyResources() {}

    static Company resource(String name) {
        try (InputStream in = loader().getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("There is no company file " + name
                        + " on the class path; the name counts from its root, such as companies/board.json"
                        + " for src/test/resources/companies/board.json");
            }
            return Company.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("The company file cannot be read: " + name, e);
        }
    }

    /** The test's, where frameworks load tests with class loaders of their own. */
    private static ClassLoader loader() {
        ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
        return ofThread == null ? ClassLoader.getSystemClassLoader() : ofThread;
    }
}
