package io.rollcall.sandbox.company;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rollcall.sandbox.company.HuaweiSettings.Echo;
import io.rollcall.sandbox.company.HuaweiSettings.LookupKey;
import io.rollcall.sandbox.script.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a company file strictly: every key is known, every value fits, and all problems are told at once. */
final class CompanyReader {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Set<String> PERMISSIONS = new LinkedHashSet<>(
            List.of(DingTalkSettings.MEETING_READ, DingTalkSettings.MEETING_WRITE, DingTalkSettings.CONTACTS_READ));
    private static final List<String> WITHHELD = List.of("mobile", "personal");

    private final List<String> problems = new ArrayList<>();

    private CompanyReader() {}

    static Company read(String json) {
        CompanyReader reader = new CompanyReader();
        Company company = reader.company(tree(json));
        if (!reader.problems.isEmpty()) {
            throw new InvalidCompanyException(reader.problems);
        }
        return company;
    }

    private static JsonNode tree(String json) {
        try {
            // editors on Windows put a byte order mark before what they save
            return MAPPER.readTree(json.startsWith("\uFEFF") ? json.substring(1) : json);
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : "line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ": ";
            throw new InvalidCompanyException(List.of(where + "is not JSON: " + e.getOriginalMessage()));
        }
    }

    private Company company(JsonNode tree) {
        Section file = new Section(tree, "", problems);
        HuaweiSettings huawei = huawei(file.section("huawei"));
        Generation generation = generation(file.section("generate"));
        DirectoryReader directory = new DirectoryReader(huawei, generation);
        Company company = new Company(
                file.text("name", "Example"),
                dingtalk(file.section("dingtalk")),
                huawei,
                Duration.ofMillis(file.number("latencyMillis", 0, 0, 600_000)),
                Duration.ofMillis(file.number("jitterMillis", 0, 0, 600_000)),
                directory.read(file.sections("departments"), file.sections("people"), file),
                MeetingReader.read(file.sections("meetings")),
                faults(file));
        file.end();
        return company;
    }

    private List<Fault> faults(Section file) {
        List<Fault> faults = new ArrayList<>();
        for (Section section : file.sections("faults")) {
            Fault fault = FaultReader.read(section);
            if (fault != null) {
                faults.add(fault);
            }
        }
        return faults;
    }

    private static DingTalkSettings dingtalk(Section section) {
        boolean thirdParty = section.second("appType", "internal", "third-party");
        DingTalkSettings settings = new DingTalkSettings(
                thirdParty,
                section.text("clientId", thirdParty ? "suite-rehearsal" : "ding-rehearsal"),
                section.text("clientSecret", "rehearsal-secret"),
                section.text("corpId", "ding-corp"),
                section.text("suiteTicket", "rehearsal-ticket"),
                Duration.ofSeconds(section.number("tokenSeconds", 7200, 1, 1_000_000)),
                section.integer("callsPerSecond", 20, 0, 1_000_000),
                section.second("throttleCode", "wrapped", "bare"),
                section.number("monthlyQuota", 0, 0, Long.MAX_VALUE),
                known(section, "withoutPermissions", PERMISSIONS),
                known(section, "withhold", WITHHELD),
                section.second("answers", "typed", "as-printed"),
                joining(section, Joining.NEVER),
                section.integer("meetingsPageSize", 20, 1, 1000));
        section.end();
        return settings;
    }

    private static Set<String> known(Section section, String key, java.util.Collection<String> allowed) {
        Set<String> values = new LinkedHashSet<>(section.texts(key));
        for (String value : values) {
            if (!allowed.contains(value)) {
                section.problem(key, "'" + value + "' is none of " + String.join(", ", allowed));
            }
        }
        return values;
    }

    static Joining joining(Section section, Joining ifAbsent) {
        Long looks = section.number("joinAfterLooks", 1, 1_000_000);
        Long millis = section.number("joinAfterMillis", 0, 86_400_000);
        if (looks == null && millis == null) {
            return ifAbsent;
        }
        return new Joining(looks == null ? null : looks.intValue(), millis == null ? null : Duration.ofMillis(millis));
    }

    private static HuaweiSettings huawei(Section section) {
        boolean serviceProvider = section.second("mode", "single-company", "service-provider");
        Long retryAfter = section.number("retryAfterSeconds", 0, 86_400);
        HuaweiSettings settings = new HuaweiSettings(
                serviceProvider,
                section.text("appId", "0123456789abcdef0123456789abcdef"),
                section.text("appKey", "rollcall-test-app-key"),
                corpIds(section, serviceProvider),
                section.flag("autoRegister", true),
                section.flag("longTicketRequired", true),
                Duration.ofSeconds(section.number("tokenSeconds", 56_326, 1, 10_000_000)),
                section.integer("callsPerMinute", 100, 0, 1_000_000),
                section.flag("rateHeaders", false),
                retryAfter == null ? null : Duration.ofSeconds(retryAfter),
                section.number("rejectedTokenStatus", 401, 400, 401) == 400,
                section.choice("key", LookupKey.USERID),
                section.choice("echo", Echo.ASKED),
                section.second("order", "asked", "shuffled"),
                section.flag("accountIsKey", false),
                section.flag("omitStatusCode", false));
        section.end();
        return settings;
    }

    private static Set<String> corpIds(Section section, boolean serviceProvider) {
        Set<String> corpIds = new LinkedHashSet<>(section.texts("corpIds"));
        return corpIds.isEmpty() && serviceProvider ? Set.of("corp-9") : corpIds;
    }

    private static @Nullable Generation generation(Section section) {
        if (!section.present()) {
            return null;
        }
        Section huawei = section.section("huawei");
        Generation generation = new Generation(
                section.integer("people", 0, 0, 9_999_999),
                section.integer("departments", 1, 1, 1_000_000),
                section.number("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE),
                section.integer("fanOut", 20, 1, 1_000_000),
                section.integer("severalDepartmentsEvery", 10, 0, Integer.MAX_VALUE),
                section.integer("accessLimitedEvery", 0, 0, Integer.MAX_VALUE),
                section.integer("enterpriseEvery", 0, 0, Integer.MAX_VALUE),
                huawei.integer("unchangedEvery", 0, 0, Integer.MAX_VALUE),
                huawei.integer("missingEvery", 0, 0, Integer.MAX_VALUE),
                huawei.integer("forbiddenEvery", 0, 0, Integer.MAX_VALUE));
        huawei.end();
        section.end();
        return generation;
    }
}
