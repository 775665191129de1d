package io.rollcall.config;

import io.rollcall.vendor.Vendor;
import java.util.List;

/**
 * The vendors that this program can ask: every {@link Vendor} that a jar on the class path registers as a service, in
 * {@code META-INF/services/io.rollcall.vendor.Vendor}. Thread-safe.
 */
public final class KnownVendors {
    private KnownVendors() {}

    /**
     * Finds them, anew each time: Rollcall's own first, then the others, each group by name.
     *
     * @throws ConfigurationException where a registration is broken, or two vendors have one name
     */
    public static List<Vendor> all() {
        return Services.all(Vendor.class, "vendor", Vendor::name);
    }
}
