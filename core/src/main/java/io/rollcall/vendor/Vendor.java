package io.rollcall.vendor;

import io.rollcall.setting.Setting;
import io.rollcall.setting.SettingGroup;
import io.rollcall.setting.Values;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A vendor that Rollcall knows: what it can do, its settings, and how an application of it is made from them. Stateless
 * and thread-safe.
 *
 * <p>A vendor is added by a jar on the class path that names its class, which has a public constructor without parameters,
 * in {@code META-INF/services/io.rollcall.vendor.Vendor}; see docs/contributors/adding-a-vendor.md.
 */
public interface Vendor {

    /**
     * The name that configurations use, for example {@code dingtalk}; also the second part of its keys. Lower-case letters,
     * digits and dashes.
     */
    String name();

    /** The capabilities that its provider has: interfaces of this package. */
    Set<Class<?>> capabilities();

    /** Its settings, under the prefix {@code rollcall.<name>.}. */
    SettingGroup settings();

    /** The settings any of which shows that this vendor is used. */
    List<Setting<?>> credentials();

    /**
     * Settings of flows that only this vendor understands, by the capability that reads them. Their names are those of the
     * flow's keys, for example {@code lookup.id-type}; flows hand their texts on to the capability. Several vendors may have a
     * setting of one name, each with words and a default of its own.
     */
    default Map<Class<?>, List<Setting<?>>> flowSettings() {
        return Map.of();
    }

    /**
     * The codes by which this vendor refuses, each with the fault that it is, for the documentation. A code that ends in
     * an asterisk stands for all that begin so. In the order of the documentation; empty for a vendor without codes.
     */
    default SortedMap<String, FaultRule> codes() {
        return new TreeMap<>();
    }

    /** Reports what is missing or does not fit together; single values were checked before. */
    void check(Values values);

    /** Makes the application from values without a problem. Reveals no secret. */
    Application configure(Values values);
}
