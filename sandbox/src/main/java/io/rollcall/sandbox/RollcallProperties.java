package io.rollcall.sandbox;

import io.rollcall.sandbox.internal.company.CompanyDefinition;
import io.rollcall.sandbox.internal.company.DingTalkSettings;
import io.rollcall.sandbox.internal.company.HuaweiSettings;
import io.rollcall.sandbox.internal.company.Meeting;
import io.rollcall.sandbox.internal.company.Meeting.Member;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Configures Rollcall to call a sandbox. Not thread-safe. */
final class RollcallProperties {
    private final CompanyDefinition company;
    private final String url;
    private final StringBuilder text = new StringBuilder();

    RollcallProperties(CompanyDefinition company, String url) {
        this.company = company;
        this.url = url;
    }

    /** The keys without flows, in the order of the text. */
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        dingtalk(company.dingtalk(), settings);
        huawei(company.huawei(), settings);
        return settings;
    }

    String text() {
        comment("Rollcall against the sandbox at " + url);
        settings().forEach(this::line);
        flows();
        return text.toString();
    }

    private void dingtalk(DingTalkSettings dingtalk, Map<String, String> settings) {
        settings.put("rollcall.dingtalk.app-type", dingtalk.thirdParty() ? "third-party" : "internal");
        settings.put("rollcall.dingtalk.client-id", dingtalk.clientId());
        settings.put("rollcall.dingtalk.client-secret", dingtalk.clientSecret());
        if (dingtalk.thirdParty()) {
            settings.put("rollcall.dingtalk.corp-id", dingtalk.corpId());
            settings.put("rollcall.dingtalk.suite-ticket", dingtalk.suiteTicket());
        }
        settings.put("rollcall.dingtalk.api-url", url);
        settings.put("rollcall.dingtalk.oapi-url", url);
        settings.put(
                "rollcall.dingtalk.calls-per-second",
                Integer.toString(company.rateLimits().dingtalkPerSecond()));
        if (dingtalk.monthlyQuota() > 0) {
            settings.put("rollcall.dingtalk.monthly-calls", Long.toString(dingtalk.monthlyQuota()));
        }
        if (dingtalk.stream().present()) {
            settings.put("rollcall.dingtalk.stream", "true");
        }
        if (dingtalk.stream().monthlyPushes() > 0) {
            settings.put(
                    "rollcall.dingtalk.monthly-events",
                    Long.toString(dingtalk.stream().monthlyPushes()));
        }
    }

    private void huawei(HuaweiSettings huawei, Map<String, String> settings) {
        settings.put("rollcall.huawei.url", url);
        settings.put("rollcall.huawei.app-id", huawei.appId());
        settings.put("rollcall.huawei.app-key", huawei.appKey());
        if (huawei.serviceProvider()) {
            settings.put(
                    "rollcall.huawei.corp-id",
                    huawei.corpIds().stream().sorted().findFirst().orElse(""));
        }
        settings.put(
                "rollcall.huawei.calls-per-minute",
                Integer.toString(company.rateLimits().huaweiPerMinute()));
    }

    /** An example of each flow; the meeting flows only if the company has running meetings. */
    private void flows() {
        List<String> guests = active(false);
        List<String> hosts = active(true);
        if (!guests.isEmpty()) {
            text.append('\n');
            comment("promotes people to co-host in the meetings that they attend");
            line("rollcall.flow.board.type", "cohost");
            line("rollcall.flow.board.schedule", "30s");
            line("rollcall.flow.board.users", String.join(",", guests.subList(0, Math.min(3, guests.size()))));
        }
        if (!hosts.isEmpty()) {
            text.append('\n');
            comment("calls a phone into the meetings of a host");
            line("rollcall.flow.duty.type", "invite");
            line("rollcall.flow.duty.schedule", "1m");
            line("rollcall.flow.duty.meetings-of", hosts.get(0));
            line("rollcall.flow.duty.phones", "+8613800138000:Duty officer");
        }
        text.append('\n');
        comment("writes the people of DingTalk, joined with their Huawei accounts");
        line("rollcall.flow.people.type", "roster");
        line("rollcall.flow.people.schedule", "0 10 3 * * ?");
        line("rollcall.flow.people.lookup.key", company.huawei().key().name().toLowerCase(Locale.ROOT));
        line("rollcall.flow.people.output", "people.ndjson");
    }

    private List<String> active(boolean hosts) {
        List<String> unionIds = new ArrayList<>();
        for (Meeting meeting : company.meetings()) {
            for (Member member : meeting.members()) {
                boolean isHost = Boolean.TRUE.equals(member.host());
                boolean counts = meeting.running()
                        && Objects.equals(member.status(), Member.ACTIVE)
                        && isHost == hosts
                        && !Boolean.TRUE.equals(member.outerOrgMember());
                if (counts && member.unionId() != null && !unionIds.contains(member.unionId())) {
                    unionIds.add(member.unionId());
                }
            }
        }
        return unionIds;
    }

    private void comment(String line) {
        text.append("# ").append(line).append('\n');
    }

    /** Escapes backslashes, a leading space, and characters other than printable ASCII. */
    private void line(String key, String value) {
        text.append(key).append('=');
        for (int at = 0; at < value.length(); at++) {
            char c = value.charAt(at);
            if (c == '\\' || (at == 0 && c == ' ')) {
                text.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('\n');
    }
}
