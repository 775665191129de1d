package io.rollcall.example.quarkus;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.rollcall.sandbox.Sandbox;
import io.rollcall.sandbox.company.Company;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** The stand-in vendors, started before the application and told to it. */
public final class Vendors implements QuarkusTestResourceLifecycleManager {
    private Sandbox sandbox;

    @Override
    public Map<String, String> start() {
        sandbox = Sandbox.start(Company.builtIn(), 0);
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(sandbox.properties()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> told = new HashMap<>();
        properties.forEach((key, value) -> told.put((String) key, (String) value));
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
