package io.rollcall.app.text;

import io.rollcall.report.Change;
import io.rollcall.report.Unchanged;

/** What reports for people say in place of the fixed words. */
final class Messages {
    private Messages() {}

    /** The verb of a change that took place, for example {@code promoted}. */
    static String done(Change.Action action) {
        return switch (action) {
            case PROMOTE -> "promoted";
            case REMOVE -> "removed";
            case INVITE -> "invited";
        };
    }

    static String of(Change.Reason reason) {
        return switch (reason) {
            case LISTED -> "on the list";
            case REQUESTED -> "asked for directly";
            case UNLISTED -> "co-host, but on no list";
            case NOT_IN_MEETING -> "missing from the meeting";
        };
    }

    /** A change with its status, and what follows from it. */
    static String sentence(Change change, String whom) {
        String why = " " + whom + " (" + of(change.reason()) + ")";
        return switch (change.status()) {
            case PLANNED -> "> would " + change.action().word() + why;
            case DONE -> "+ " + done(change.action()) + why;
            case FAILED -> "! not " + done(change.action()) + why + ": certainly not done, see the problems";
            case UNKNOWN -> "? perhaps " + done(change.action()) + why + ": " + unknown(change.action());
            case SKIPPED -> "- skipped" + why + ": removed from the plan by a step of this installation";
        };
    }

    private static String unknown(Change.Action action) {
        return switch (action) {
            case PROMOTE, REMOVE -> "nobody knows; the next run looks before it asks again";
            case INVITE -> "nobody knows, so nobody is rung again; call by hand if it matters";
        };
    }

    static String of(Unchanged.Reason reason) {
        return switch (reason) {
            case ALREADY_HOST -> "host already";
            case ALREADY_CO_HOST -> "co-host already";
            case NOT_ACTIVE -> "not in the meeting now";
            case UNKNOWN_STATUS -> "the vendor does not say whether they are in the meeting";
            case EXTERNAL -> "from outside the organization, and include-external is off";
            case PHONE -> "joined by phone, and include-phone is off";
            case DEMOTED_BY_HAND -> "somebody took the role away by hand";
            case GIVEN_UP -> "promoted three times without effect; promote by hand";
            case IN_NO_MEETING -> "in no running meeting";
            case IN_MEETING -> "in the meeting, joining or being called";
            case WAS_IN_MEETING -> "left, was removed or declined";
            case ALREADY_INVITED -> "invited before";
            case OUTCOME_UNKNOWN -> "perhaps invited before, nobody knows; call by hand if it matters";
            case NO_MEETING -> "no watched meeting is running";
        };
    }

    /** Whether everybody left alone for the reason is named, however many: there may be something to do for each. */
    static boolean namesEverybody(Unchanged.Reason reason) {
        return switch (reason) {
            case UNKNOWN_STATUS, DEMOTED_BY_HAND, GIVEN_UP, OUTCOME_UNKNOWN -> true;
            case ALREADY_HOST,
                    ALREADY_CO_HOST,
                    NOT_ACTIVE,
                    EXTERNAL,
                    PHONE,
                    IN_NO_MEETING,
                    IN_MEETING,
                    WAS_IN_MEETING,
                    ALREADY_INVITED,
                    NO_MEETING -> false;
        };
    }
}
