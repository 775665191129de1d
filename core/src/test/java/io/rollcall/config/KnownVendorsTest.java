package io.rollcall.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.setting.Setting;
import io.rollcall.setting.SettingGroup;
import io.rollcall.setting.Values;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.Vendor;
import io.rollcall.vendor.dingtalk.DingTalkVendor;
import io.rollcall.vendor.huawei.HuaweiVendor;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Vendors as jars on a class path register them: a folder with a service file stands for the jar. */
class KnownVendorsTest {
    @TempDir
    Path jar;

    /** A vendor of somebody else's. */
    public abstract static class Named implements Vendor {
        private final String name;

        Named(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Set<Class<?>> capabilities() {
            return Set.of();
        }

        @Override
        public SettingGroup settings() {
            return new SettingGroup(name, "rollcall." + name + ".", List.of());
        }

        @Override
        public List<Setting<?>> credentials() {
            return List.of();
        }

        @Override
        public void check(Values values) {}

        @Override
        public Application configure(Values values) {
            throw new UnsupportedOperationException("reading a configuration sends nothing");
        }
    }

    public static final class Zeta extends Named {
        public Zeta() {
            super("zeta");
        }
    }

    public static final class Impostor extends Named {
        public Impostor() {
            super("huawei");
        }
    }

    public static final class Shouting extends Named {
        public Shouting() {
            super("A.B");
        }
    }

    public static final class Failing extends Named {
        public Failing() {
            super("failing");
            throw new IllegalStateException("no luck");
        }
    }

    private void register(String... lines) throws IOException {
        Path services = Files.createDirectories(jar.resolve("META-INF/services"));
        Files.write(services.resolve("io.rollcall.vendor.Vendor"), List.of(lines));
    }

    /** What a thread sees whose context class loader is the given one. */
    private static <T> T seenBy(ClassLoader loader, Supplier<T> look) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return look.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private List<String> names() {
        return namesBeside(KnownVendorsTest.class.getClassLoader());
    }

    private List<String> namesBeside(ClassLoader parent) {
        try (URLClassLoader withJar = new URLClassLoader(new URL[] {jar.toUri().toURL()}, parent)) {
            return seenBy(
                    withJar, () -> KnownVendors.all().stream().map(Vendor::name).toList());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void all_withoutOtherJars_areDingTalkAndHuawei() {
        assertThat(KnownVendors.all()).hasSize(2).hasExactlyElementsOfTypes(DingTalkVendor.class, HuaweiVendor.class);
    }

    @Test
    void all_whenTheContextClassLoaderSeesNothing_areStillRollcallsOwn() {
        assertThat(seenBy(null, KnownVendors::all)).hasSize(2);
        assertThat(namesBeside(null)).containsExactly("dingtalk", "huawei");
    }

    @Test
    void all_whenTheFileNamesBrokenSyntax_saysWhichFile() throws IOException {
        register("not a class");

        assertThatThrownBy(this::names)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("a vendor's jar on the class path is broken")
                .hasMessageContaining(jar.toString());
    }

    @Test
    void all_whenAClassIsMissing_namesIt() throws IOException {
        register("com.example.Forgotten");

        assertThatThrownBy(this::names)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Provider com.example.Forgotten not found")
                .hasMessageContaining("take the jar away");
    }

    @Test
    void all_whenAVendorCannotBeMade_saysWhy() throws IOException {
        register(Failing.class.getName());

        assertThatThrownBy(this::names)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(Failing.class.getName())
                .hasMessageContaining("no luck");
    }

    @Test
    void all_whenTwoHaveOneName_namesBothClasses() throws IOException {
        register(Impostor.class.getName());

        assertThatThrownBy(this::names)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("two vendors are called huawei")
                .hasMessageContaining(HuaweiVendor.class.getName())
                .hasMessageContaining(Impostor.class.getName());
    }

    @Test
    void all_whenANameIsNoPartOfAKey_isRefused() throws IOException {
        register(Shouting.class.getName());

        assertThatThrownBy(this::names)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(Shouting.class.getName())
                .hasMessageContaining("take lower-case letters, digits and dashes");
    }

    @Test
    void all_whenAJarRegistersOneMore_isAddedOnce() throws IOException {
        register(Zeta.class.getName(), Zeta.class.getName(), "# a comment");

        assertThat(names()).containsExactly("dingtalk", "huawei", "zeta");
    }
}
