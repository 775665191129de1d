package io.rollcall.sandbox.internal.company;

import io.rollcall.sandbox.script.Fault;
import java.time.Duration;
import java.util.List;

/**
 * The content of a company file. Immutable, except for the directory of a {@link #changeable} copy.
 *
 * @param name its name
 * @param rateLimits the rate limits of both vendors
 * @param dingtalk how DingTalk responds
 * @param huawei how Huawei responds
 * @param latency the least duration of a call; half of it passes before the call is counted
 * @param jitter the longest random addition to the latency, split likewise
 * @param directory its departments and people
 * @param meetings its meetings
 * @param leaves the leave records at the start
 * @param changes how its directory changes
 * @param faults its scripted faults
 * @param robots the robots of chat services
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
        List<Leave> leaves,
        List<PlannedChange> changes,
        List<Fault> faults,
        List<RobotSettings> robots) {

    public CompanyDefinition {
        meetings = List.copyOf(meetings);
        leaves = List.copyOf(leaves);
        changes = List.copyOf(changes);
        faults = List.copyOf(faults);
        robots = List.copyOf(robots);
    }

    /** A copy whose directory can change without changing this one's. */
    public CompanyDefinition changeable() {
        return new CompanyDefinition(
                name,
                rateLimits,
                dingtalk,
                huawei,
                latency,
                jitter,
                directory.fresh(),
                meetings,
                leaves,
                changes,
                faults,
                robots);
    }

    /** A copy without rate limits. */
    public CompanyDefinition withoutLimits() {
        return new CompanyDefinition(
                name,
                RateLimits.NONE,
                dingtalk,
                huawei,
                latency,
                jitter,
                directory,
                meetings,
                leaves,
                changes,
                faults,
                robots);
    }

    /** A copy with another latency. */
    public CompanyDefinition withLatency(Duration newLatency, Duration newJitter) {
        return new CompanyDefinition(
                name,
                rateLimits,
                dingtalk,
                huawei,
                newLatency,
                newJitter,
                directory,
                meetings,
                leaves,
                changes,
                faults,
                robots);
    }

    /** A copy with other faults. */
    public CompanyDefinition withFaults(List<Fault> newFaults) {
        return new CompanyDefinition(
                name,
                rateLimits,
                dingtalk,
                huawei,
                latency,
                jitter,
                directory,
                meetings,
                leaves,
                changes,
                newFaults,
                robots);
    }
}
