package io.rollcall.sandbox.junit;

import io.rollcall.sandbox.Company;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads company files from the class path, such as test resources. */
final class CompanyResources {
    private CompanyResources() {}

    static Company resource(String name) {
        try (InputStream in = loader().getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("There is no company file " + name
                        + " on the class path. Give the name from the root of the class path, such as"
                        + " companies/board.json for src/test/resources/companies/board.json.");
            }
            return Company.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("The company file " + name + " cannot be read", e);
        }
    }

    /** The thread's class loader, because some frameworks load tests with their own. */
    private static ClassLoader loader() {
        ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
        return ofThread == null ? ClassLoader.getSystemClassLoader() : ofThread;
    }
}
