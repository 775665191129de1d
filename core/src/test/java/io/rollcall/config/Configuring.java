package io.rollcall.config;

import io.rollcall.vendor.AccessToken;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.Provider;
import io.rollcall.vendor.TokenContext;
import io.rollcall.vendor.Vendor;
import io.rollcall.vendor.dingtalk.DingTalk;
import io.rollcall.vendor.dingtalk.DingTalkSettings;
import io.rollcall.vendor.dingtalk.DingTalkVendor;
import io.rollcall.vendor.huawei.HuaweiSettings;
import io.rollcall.vendor.huawei.HuaweiVendor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Configurations as tests write them, over a real folder. */
public final class Configuring implements Environment {
    /** Enough for flows that ask DingTalk. */
    public static final String DINGTALK =
            "rollcall.dingtalk.client-id=key1\nrollcall.dingtalk.client-secret=S3CRET-dingtalk\n";

    /** Enough for flows that ask Huawei. */
    public static final String HUAWEI = "rollcall.huawei.app-id=app1\nrollcall.huawei.app-key=S3CRET-huawei\n";

    private final Path folder;
    private final List<ConfigurationSources.File> files = new ArrayList<>();
    private final Map<String, String> environment = new TreeMap<>();
    private final List<String> assignments = new ArrayList<>();
    private final List<Vendor> vendors =
            new ArrayList<>(List.of(new DingTalkVendor(DingTalkAdapter::new), new HuaweiVendor(HuaweiAdapter::new)));

    public Configuring(Path folder) {
        this.folder = folder;
    }

    /** Stands where DingTalk's adapter is plugged in, and shows what it was given. */
    public record DingTalkAdapter(DingTalkSettings settings) implements Provider {
        @Override
        public String name() {
            return "dingtalk";
        }

        @Override
        public <C> Optional<C> capability(Class<C> type) {
            return new DingTalk(settings).capability(type);
        }

        @Override
        public Operation<TokenContext, AccessToken> token() {
            throw new UnsupportedOperationException("reading a configuration sends nothing");
        }
    }

    /** Stands where Huawei's adapter is plugged in, and shows what it was given. */
    public record HuaweiAdapter(HuaweiSettings settings) implements Provider {
        @Override
        public String name() {
            return "huawei";
        }

        @Override
        public Operation<TokenContext, AccessToken> token() {
            throw new UnsupportedOperationException("reading a configuration sends nothing");
        }
    }

    public Configuring file(String text) {
        return file("rollcall.properties", folder, text);
    }

    public Configuring file(String name, Path home, String text) {
        files.add(ConfigurationSources.File.properties(name, home, text));
        return this;
    }

    public Configuring variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    public Configuring set(String assignment) {
        assignments.add(assignment);
        return this;
    }

    public Configuring vendor(Vendor vendor) {
        vendors.add(vendor);
        return this;
    }

    /** Writes a file beside the configuration. */
    public Configuring beside(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return this;
    }

    public RollcallConfig read() {
        return RollcallConfig.parse(
                new ConfigurationSources(
                        files, environment, List.of(ConfigurationSources.File.assignments("--set", assignments))),
                vendors,
                this);
    }

    /** As the program of its own reads it. */
    public RollcallConfig readForProgram() {
        return RollcallConfig.parseForProgram(
                new ConfigurationSources(
                        files, environment, List.of(ConfigurationSources.File.assignments("--set", assignments))),
                vendors,
                this);
    }

    /** As a command of the program reads it that needs the store only. */
    public RollcallConfig.StoreOnly readStore() {
        return RollcallConfig.parseStore(
                new ConfigurationSources(
                        files, environment, List.of(ConfigurationSources.File.assignments("--set", assignments))),
                this);
    }

    /** The lines of the program's complaint; empty where there is none. */
    public List<String> problemsOfProgram() {
        try {
            readForProgram();
            return List.of();
        } catch (ConfigurationException refused) {
            return refused.problems().stream().map(ConfigurationProblem::line).toList();
        }
    }

    /** The lines of the complaint; empty where there is none. */
    public List<String> problems() {
        try {
            read();
            return List.of();
        } catch (ConfigurationException refused) {
            return refused.problems().stream().map(ConfigurationProblem::line).toList();
        }
    }

    @Override
    public Path workingDirectory() {
        return folder.toAbsolutePath();
    }

    @Override
    public ZoneId timezone() {
        return ZoneId.of("Europe/Berlin");
    }

    @Override
    public String read(Path file) throws IOException {
        return Files.readString(file);
    }

    @Override
    public boolean isDirectory(Path path) {
        return Files.isDirectory(path);
    }

    @Override
    public boolean isWritable(Path path) {
        return Files.isWritable(path);
    }

    /** Stands for Quartz: six or seven fields. */
    @Override
    public Optional<String> cronProblem(String expression) {
        int fields = expression.trim().split("\\s+").length;
        return fields == 6 || fields == 7
                ? Optional.empty()
                : Optional.of("must be a period such as 30s or a Quartz cron expression: it has " + fields
                        + " fields, not 6 or 7");
    }
}
