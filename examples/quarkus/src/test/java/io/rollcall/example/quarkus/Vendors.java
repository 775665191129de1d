package io.rollcall.example.quarkus;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The stand-in vendors and a folder for files, made before the application starts and told to it. */
public final class Vendors implements QuarkusTestResourceLifecycleManager {
    private Sandbox sandbox;

    @Override
    public Map<String, String> start() {
        sandbox = Sandbox.start(Company.builtIn(), 0);
        Path folder;
        try {
            folder = Files.createTempDirectory(Path.of("target"), "application").toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> told = new HashMap<>(sandbox.settings());
        told.put("host.url", sandbox.url());
        told.put("rollcall.store.url", "embedded:" + folder.resolve("data"));
        told.put("rollcall.flow.people.output", folder.resolve("people.ndjson").toString());
        return told;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(sandbox, field -> field.getType() == Sandbox.class);
    }

    @Override
    public void stop() {
        sandbox.close();
    }
}
