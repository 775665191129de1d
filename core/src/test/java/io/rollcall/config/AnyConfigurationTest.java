package io.rollcall.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.setting.Setting;
import io.rollcall.setting.SettingGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is written: either a configuration, or one complaint that shows no secret. */
class AnyConfigurationTest {
    private static final String SECRET = "S3CRET-0123456789abcdef";

    @TempDir
    Path folder;

    @Property
    void parse_ofAnyAssignments_throwsNothingButItsException(@ForAll("entries") List<String> entries)
            throws IOException {
        Path home = Path.of("target").toAbsolutePath();
        Files.createDirectories(home);
        Configuring configuring = new Configuring(home).file(String.join("\n", entries));
        for (int i = 0; i < entries.size(); i += 2) {
            configuring.set(entries.get(i));
        }
        for (int i = 1; i < entries.size(); i += 3) {
            String[] parts = entries.get(i).split("=", 2);
            configuring.variable(ConfigurationLayers.variable(parts[0]), parts.length > 1 ? parts[1] : "");
        }

        for (String line : configuring.problems()) {
            assertThat(line).doesNotContain(SECRET).doesNotContain("\n").doesNotContain("\u001b");
        }
    }

    @Provide
    Arbitrary<List<String>> entries() {
        List<String> keys =
                new ArrayList<>(List.of("", "rollcall", "rollcall.flow", "x", "rollcall.flow.a.", "\u001bk"));
        for (SettingGroup group : Fixtures.groups()) {
            for (Setting<?> setting : group.settings()) {
                String key = group.key(setting).replace("NAME", "a");
                keys.add(key);
                keys.add(key.replace("flow.a", "flow.b-c"));
                keys.add(key + "-file");
            }
        }
        Arbitrary<String> values = Arbitraries.of(
                "",
                " ",
                "1",
                "0",
                "-1",
                "true",
                "cohost",
                "invite",
                "roster",
                "30s",
                "5",
                "* * *",
                "a,b",
                ",",
                "a:b",
                "+86138:x",
                "huawei",
                "dingtalk",
                "third-party",
                "mainland",
                "https://" + SECRET + "@h",
                "http://" + SECRET,
                "jdbc:postgresql://h/?password=" + SECRET,
                "r.csv",
                "/",
                "\\u0000",
                "\\u00",
                "\u001b[31m",
                "organization");
        return Combinators.combine(Arbitraries.of(keys), values)
                .as((key, value) -> key + "=" + value)
                // messages about these name the path
                .filter(entry ->
                        !entry.contains(SECRET) || !entry.matches("(?s).*(users-file|invitees-file|output)=.*"))
                .list()
                .ofMaxSize(14);
    }

    @Test
    void problems_whenSecretsArePlantedEverywhere_showNone() {
        Configuring configuring = new Configuring(folder)
                .beside("s", SECRET)
                .file("rollcall.dingtalk.client-secret=" + SECRET + "\nrollcall.dingtalk.client-secret=" + SECRET
                        + "\nrollcall.dingtalk.client-secrte=" + SECRET
                        + "\nrollcall.dingtalk.suite-ticket=" + SECRET
                        + "\nrollcall.huawei.app-key=" + SECRET
                        + "\nrollcall.huawei.app-key-file=s"
                        + "\nrollcall.huawei.url=https://user:" + SECRET + "@host"
                        + "\nrollcall.store.password=" + SECRET
                        + "\nrollcall.store.url=jdbc:postgresql://h/d?password=" + SECRET)
                .set(SECRET)
                .variable("ROLLCALL_DINGTALK_CLIENT_SECRET_FILE", "s");

        assertThat(configuring.problems()).hasSizeGreaterThan(6).noneMatch(line -> line.contains(SECRET));
    }

    @Test
    void configuration_whenShown_showsNoSecret() {
        RollcallConfig config = new Configuring(folder)
                .file(Configuring.DINGTALK + Configuring.HUAWEI)
                .set("rollcall.store.password=" + SECRET)
                .read();

        assertThat(config.toString()).contains("key1").doesNotContain(SECRET);
        assertThat(ConfigurationSources.File.properties("f", null, "a=" + SECRET)
                        .entries()
                        .toString())
                .doesNotContain(SECRET);
        assertThat(new ConfigurationSources(
                                List.of(),
                                java.util.Map.of("A", SECRET),
                                List.of(ConfigurationSources.File.assignments("--set", List.of("a=" + SECRET))))
                        .toString())
                .doesNotContain(SECRET);
    }
}
