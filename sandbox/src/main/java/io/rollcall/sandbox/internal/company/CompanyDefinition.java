package io.rollcall.sandbox.internal.company;

import io.rollcall.sandbox.script.Fault;
import java.time.Duration;
import java.util.List;

/**
 * The content of a company file. Immutable.
 *
 * @param name its name
 * @param rateLimits the rate limits of both vendors
 * @param dingtalk how DingTalk responds
 * @param huawei how Huawei responds
 * @param latency the least duration of a call; half of it passes before the call is counted
 * @param jitter the longest random addition to the latency, split likewise
 * @param directory its departments and people
 * @param meetings its meetings
 * @param faults its scripted faults
 */
public record CompanyDefinition(
        String name,
        RateLimits rateLimits,
        DingTalkSettings dingtalk,
        HuaweiSettings huawei,
        Duration latency,
        Duration jitter,
        Directory directory,
        List<Meeting> meetings,
        List<Fault> faults) {

    public CompanyDefinition {
        meetings = List.copyOf(meetings);
        faults = List.copyOf(faults);
    }

    /** A copy without rate limits. */
    public CompanyDefinition withoutLimits() {
        return new CompanyDefinition(
                name, RateLimits.NONE, dingtalk, huawei, latency, jitter, directory, meetings, faults);
    }

    /** A copy with another latency. */
    public CompanyDefinition withLatency(Duration newLatency, Duration newJitter) {
        return new CompanyDefinition(
                name, rateLimits, dingtalk, huawei, newLatency, newJitter, directory, meetings, faults);
    }

    /** A copy with other faults. */
    public CompanyDefinition withFaults(List<Fault> newFaults) {
        return new CompanyDefinition(
                name, rateLimits, dingtalk, huawei, latency, jitter, directory, meetings, newFaults);
    }
}
