package io.rollcall.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.camel.support.SystemEnvironment;
import io.rollcall.config.ConfigurationSources;
import io.rollcall.config.HostSettings;
import io.rollcall.config.KnownVendors;
import io.rollcall.config.RollcallConfig;
import io.rollcall.setting.Setting;
import io.rollcall.setting.SettingGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleConfigurationTest {
    private static final String CREDENTIALS =
            """
            rollcall.dingtalk.client-id=dingabc
            rollcall.dingtalk.client-secret=s
            rollcall.huawei.app-id=0123abc
            rollcall.huawei.app-key=k
            """;

    @TempDir
    static Path folder;

    private static String sample;

    @BeforeAll
    static void read() throws IOException {
        sample = Files.readString(DistTools.unpack(folder).resolve("conf/rollcall.properties"));
    }

    @Test
    void everyLine_isACommentOrBlank() {
        assertThat(sample.lines()).allMatch(line -> line.isEmpty() || line.startsWith("#"));
    }

    @Test
    void everyKey_isThereWithItsMeaning() {
        for (SettingGroup group : RollcallConfig.settings(KnownVendors.all())) {
            if (group.equals(HostSettings.GROUP)) {
                continue;
            }
            for (Setting<?> setting : group.settings()) {
                String key = "#" + group.prefix().replace("NAME", "[a-z]+") + setting.name() + "=.*";
                assertThat(sample.lines()).as(key).anyMatch(line -> line.matches(key));
                assertThat(sample).contains("# " + setting.meaning() + " (");
            }
        }
    }

    @Test
    void everyKeyUncommented_isAValidConfiguration() {
        RollcallConfig config = parse(uncommented());

        assertThat(config.flows()).extracting("name").containsExactly("board", "duty", "people");
    }

    @Test
    void keysUncommented_changeNothing() {
        String flows = flows();
        RollcallConfig plain = parse(CREDENTIALS + flows);

        RollcallConfig whole = parse(uncommented());

        assertThat(whole.http()).isEqualTo(plain.http());
        assertThat(whole.phoneRegion()).isEqualTo(plain.phoneRegion());
        assertThat(whole.timezone()).isEqualTo(plain.timezone());
        assertThat(whole.store().directory()).isEqualTo(plain.store().directory());
        assertThat(whole.store().acceptEmpty()).isEqualTo(plain.store().acceptEmpty());
    }

    /** The sample with every key uncommented, and credentials in the place of the empty ones. */
    private static String uncommented() {
        Map<String, String> given = CREDENTIALS
                .lines()
                .collect(Collectors.toMap(line -> line.substring(0, line.indexOf('=')), line -> line));
        return sample.lines()
                .map(line -> line.startsWith("#rollcall.") ? line.substring(1) : line)
                .map(line -> line.endsWith("=") ? given.getOrDefault(line.substring(0, line.length() - 1), line) : line)
                .collect(Collectors.joining("\n"));
    }

    /** What the examples of flows need. */
    private static String flows() {
        return sample.lines()
                .filter(line -> line.matches(
                        "#rollcall\\.flow\\.[a-z]+\\.(type|schedule|users|meetings-of|invitees|phones|output)=.*"))
                .map(line -> line.substring(1))
                .collect(Collectors.joining("\n"));
    }

    private static RollcallConfig parse(String text) {
        return RollcallConfig.parseForProgram(
                new ConfigurationSources(
                        List.of(ConfigurationSources.File.properties("rollcall.properties", folder, text)),
                        Map.of(),
                        List.of()),
                KnownVendors.all(),
                new SystemEnvironment());
    }
}
