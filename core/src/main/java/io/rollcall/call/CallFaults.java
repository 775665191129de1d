package io.rollcall.call;

import io.rollcall.budget.Exhaustion;
import io.rollcall.http.HttpRequest;
import io.rollcall.vendor.AccessToken;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Fault.Origin;
import io.rollcall.vendor.ParsedResponse;
import io.rollcall.vendor.VendorText;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The faults of calls that Rollcall itself finds. Those that a vendor reports come from its adapter. Pure. */
final class CallFaults {
    private CallFaults() {}

    static Fault stopped(Origin origin) {
        return new Fault.NoAnswer(origin, true, "Rollcall was stopped before this call was sent; run it again.");
    }

    static Fault cancelled(Origin origin) {
        return new Fault.NoAnswer(origin, true, "The caller gave up before this call was sent; run it again.");
    }

    static Fault refusedHere(Origin origin, String why) {
        return new Fault.BadRequest(origin, "Not sent: " + why + ". Correct " + Fault.CONFIGURATION + ".");
    }

    static Fault secretUnavailable(Origin origin, String why) {
        return new Fault.TokenRejected(origin, why);
    }

    /** Several fresh tokens were rejected, one after the other: the credentials are rarely the cause. */
    static Fault freshTokensRejected(Fault last) {
        return last.withRemedy("The vendor rejected a fresh access token, a different one than before. Another program"
                + " probably uses the same application, and its tokens end Rollcall's: give Rollcall an application of its"
                + " own, or stop the other program. If there is none: " + last.remedy());
    }

    static Fault stillBanned(Origin origin, Duration rest) {
        return new Fault.Banned(
                origin,
                true,
                rest,
                "Not sent: " + origin.operation().vendor() + " refuses this address; calls rest for another "
                        + Math.max(1, rest.toSeconds()) + " s.");
    }

    static Fault quotaRefused(Origin origin, Exhaustion refusal, ZoneId zone) {
        return new Fault.QuotaUsedUp(
                origin, "Not sent: " + refusal.words(origin.operation().vendor(), zone));
    }

    static Fault budgetUsedUp(Origin origin, ApplicationState application) {
        return new Fault.QuotaUsedUp(
                origin,
                "Not sent: Rollcall's share of " + application.monthlyCalls()
                        + " calls for this month is used up; wait for" + " the next month, poll less often, or raise "
                        + application.monthlyCallsKey() + ".");
    }

    static Fault onlyReserveLeft(Origin origin, ApplicationState application) {
        return new Fault.QuotaUsedUp(
                origin,
                String.format(
                        Locale.ROOT,
                        "Not sent: of this month's %,d calls at most the reserve for changes is left (%,d calls,"
                                + " rollcall.budget.reserve), and polls do not use it. Wait for the next month, poll less"
                                + " often, raise %s, or lower rollcall.budget.reserve.",
                        application.monthlyCalls(),
                        application.reserve(),
                        application.monthlyCallsKey()));
    }

    static Fault runUsedUp(Origin origin, CallCount count) {
        return new Fault.QuotaUsedUp(
                origin,
                String.format(
                        Locale.ROOT,
                        "Not sent: this run has made as many metered calls as it may (%,d). If the run needs more, raise"
                                + " %s.",
                        count.most(),
                        count.setting()));
    }

    static Fault notSent(Origin origin, String why) {
        return new Fault.NoAnswer(
                origin, true, "Nothing was sent: " + why + ". Check the address, the network and the proxy.");
    }

    static Fault noAnswer(Origin origin, String why) {
        return new Fault.NoAnswer(
                origin, false, "No complete response arrived: " + why + ". It is unknown whether the vendor acted.");
    }

    static Fault tooLarge(Origin origin, String limit) {
        return new Fault.Unreadable(
                origin,
                "The response is larger than " + limit + " and was not read; check the address"
                        + " and the systems between here and the vendor.");
    }

    /** The vendor's fault, with what the vendor says in its own words, without anything that was sent. */
    static Fault quoted(ParsedResponse.Refusal<?> refusal, @Nullable HttpRequest request, @Nullable AccessToken token) {
        Fault fault = refusal.fault();
        ParsedResponse.Quote quote = refusal.quote();
        if (quote == null) {
            return fault;
        }
        List<String> sent = new ArrayList<>(request == null ? List.of() : request.texts());
        if (token != null) {
            sent.add(token.value());
        }
        String words = VendorText.clean(quote.text(), sent);
        return words.isEmpty() ? fault : fault.withRemedy(fault.remedy() + " " + quote.label() + " \"" + words + "\".");
    }
}
