package io.rollcall.camel;

import io.rollcall.camel.api.FlowListener;
import io.rollcall.config.ConfigurationSources;
import io.rollcall.config.KnownVendors;
import io.rollcall.config.RollcallConfig;
import io.rollcall.report.Mode;
import io.rollcall.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** Stands for an integrator's application in the example of the sandbox's page: Rollcall in a Camel context, one flow. */
record Host(CamelContext camel, Store store, Rollcall rollcall, RollcallConfig config) implements AutoCloseable {

    static Host start(Path folder, Map<String, String> settings) throws Exception {
        Map<String, String> values = new HashMap<>(settings);
        values.put("rollcall.flow.duty.type", "invite");
        values.put("rollcall.flow.duty.meetings-of", "UN-boss");
        values.put("rollcall.flow.duty.invitees", "UN-duty:Duty officer");
        RollcallConfig config = RollcallConfig.parse(
                new ConfigurationSources(
                        List.of(ConfigurationSources.File.of("host", folder, values)), Map.of(), List.of()),
                KnownVendors.all(),
                RollcallTestSupport.machine(folder));
        CamelContext camel = new DefaultCamelContext();
        Store store = Store.embedded(folder.resolve("data"), Clock.systemUTC());
        Rollcall rollcall = Rollcall.install(camel, config, store, Clock.systemUTC(), FlowListener.NONE);
        camel.start();
        return new Host(camel, store, rollcall, config);
    }

    void runOnce(String flow) {
        rollcall.run(config.flowsNamed(List.of(flow)).get(0), Mode.ONCE).orElseThrow();
    }

    @Override
    public void close() {
        camel.stop();
        store.close();
    }
}
