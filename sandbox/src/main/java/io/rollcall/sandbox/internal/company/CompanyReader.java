package io.rollcall.sandbox.internal.company;

import io.rollcall.sandbox.internal.company.HuaweiSettings.Echo;
import io.rollcall.sandbox.internal.company.HuaweiSettings.LookupKey;
import io.rollcall.sandbox.script.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a company file: reports unknown keys and invalid values all at once. */
public final class CompanyReader {
    private static final Set<String> PERMISSIONS = new LinkedHashSet<>(List.of(
            DingTalkSettings.MEETING_READ,
            DingTalkSettings.MEETING_WRITE,
            DingTalkSettings.CONTACTS_READ,
            DingTalkSettings.DEPARTMENT_READ,
            DingTalkSettings.MEMBER_READ,
            DingTalkSettings.MOBILE_READ,
            DingTalkSettings.BASE,
            DingTalkSettings.LEAVES_READ));
    private static final List<String> WITHHELD = List.of("mobile", "personal");

    private CompanyReader() {}

    /** Reads a company and adds every problem to the list. With problems, the result is not usable. */
    public static CompanyDefinition read(String json, List<String> problems) {
        JsonSection file = JsonSection.parse(json, "", problems);
        JsonSection dingtalkSection = file.section("dingtalk");
        JsonSection huaweiSection = file.section("huawei");
        RateLimits rateLimits = new RateLimits(
                dingtalkSection.integer("callsPerSecond", 20, 0, 1_000_000),
                huaweiSection.integer("callsPerMinute", 100, 0, 1_000_000));
        HuaweiSettings huawei = huawei(huaweiSection);
        GenerationSettings generation = generation(file.section("generate"));
        DirectoryReader directory = new DirectoryReader(huawei, generation);
        CompanyDefinition company = new CompanyDefinition(
                file.text("name", "Example"),
                rateLimits,
                dingtalk(dingtalkSection),
                huawei,
                Duration.ofMillis(file.number("latencyMillis", 0, 0, 600_000)),
                Duration.ofMillis(file.number("jitterMillis", 0, 0, 600_000)),
                directory.read(file.sections("departments"), file.sections("people"), file),
                MeetingReader.read(file.sections("meetings")),
                file.sections("leaves").stream().map(ChangeReader::leave).toList(),
                file.sections("changes").stream().map(ChangeReader::planned).toList(),
                faults(file),
                RobotReader.read(file));
        file.end();
        return company;
    }

    private static List<Fault> faults(JsonSection file) {
        List<Fault> faults = new ArrayList<>();
        for (JsonSection section : file.sections("faults")) {
            Fault fault = FaultReader.read(section);
            if (fault != null) {
                faults.add(fault);
            }
        }
        return faults;
    }

    private static DingTalkSettings dingtalk(JsonSection section) {
        boolean thirdParty = section.second("appType", "internal", "third-party");
        JoinPolicy joining = joining(section);
        DingTalkSettings settings = new DingTalkSettings(
                thirdParty,
                section.text("clientId", thirdParty ? "suite-rehearsal" : "ding-rehearsal"),
                section.text("clientSecret", "rehearsal-secret"),
                section.text("corpId", "ding-corp"),
                section.text("suiteTicket", "rehearsal-ticket"),
                Duration.ofSeconds(section.number("tokenSeconds", 7200, 1, 1_000_000)),
                section.second("throttleCode", "wrapped", "bare"),
                section.number("monthlyQuota", 0, 0, Long.MAX_VALUE),
                known(section, "withoutPermissions", PERMISSIONS),
                known(section, "withhold", WITHHELD),
                section.second("answers", "typed", "as-printed"),
                joining == null ? JoinPolicy.NEVER : joining,
                section.integer("meetingsPageSize", 20, 1, 1000),
                StreamReader.read(section.section("stream")));
        section.end();
        return settings;
    }

    private static Set<String> known(JsonSection section, String key, Collection<String> allowed) {
        Set<String> values = new LinkedHashSet<>(section.texts(key));
        for (String value : values) {
            if (!allowed.contains(value)) {
                section.problem(key, "must be one of " + String.join(", ", allowed) + ", not '" + value + "'");
            }
        }
        return values;
    }

    /** Null if the section has neither key. */
    static @Nullable JoinPolicy joining(JsonSection section) {
        Long polls = section.number("joinAfterLooks", 1, 1_000_000);
        Long millis = section.number("joinAfterMillis", 0, 86_400_000);
        if (polls == null && millis == null) {
            return null;
        }
        return new JoinPolicy(
                polls == null ? null : polls.intValue(), millis == null ? null : Duration.ofMillis(millis));
    }

    private static HuaweiSettings huawei(JsonSection section) {
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

    private static Set<String> corpIds(JsonSection section, boolean serviceProvider) {
        Set<String> corpIds = new LinkedHashSet<>(section.texts("corpIds"));
        return corpIds.isEmpty() && serviceProvider ? Set.of("corp-9") : corpIds;
    }

    private static GenerationSettings generation(JsonSection section) {
        JsonSection huawei = section.section("huawei");
        GenerationSettings generation = new GenerationSettings(
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
