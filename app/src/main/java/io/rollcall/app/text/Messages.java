package io.rollcall.app.text;

import io.rollcall.report.Change;
import io.rollcall.report.Unchanged;

/** The texts of reports for people, in place of the words of JSON. Stateless and thread-safe. */
final class Messages {
    private Messages() {}

    /** The past participle of an action, for example {@code promoted}. */
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
            case REQUESTED -> "requested by a caller";
            case UNLISTED -> "co-host, not on any list";
            case NOT_IN_MEETING -> "not in the meeting";
        };
    }

    /** A change with its status, and its consequence. */
    static String sentence(Change change, String whom) {
        String why = " " + whom + " (" + of(change.reason()) + ")";
        return switch (change.status()) {
            case PLANNED -> "> would " + change.action().word() + why;
            case DONE -> "+ " + done(change.action()) + why;
            case FAILED -> "! not " + done(change.action()) + why + "; see Problems";
            case UNKNOWN -> "? outcome unknown: " + change.action().word() + why + "; " + unknown(change.action());
            case SKIPPED ->
                "- skipped: " + change.action().word() + why
                        + "; removed from the plan by approve or by a step of the route";
            case PAUSED -> "- paused: " + change.action().word() + why + "; made after the pause if it is still right";
        };
    }

    private static String unknown(Change.Action action) {
        return switch (action) {
            case PROMOTE, REMOVE -> "the next run reads the meeting before it repeats the change";
            case INVITE -> "Rollcall does not call again, so call by hand if it matters";
        };
    }

    static String of(Unchanged.Reason reason) {
        return switch (reason) {
            case ALREADY_HOST -> "already host";
            case ALREADY_CO_HOST -> "already co-host";
            case NOT_ACTIVE -> "not in the meeting now";
            case UNKNOWN_STATUS -> "the vendor does not report whether they are in the meeting";
            case EXTERNAL -> "from outside the organization, and include-external is off";
            case PHONE -> "joined by phone, and include-phone is off";
            case DEMOTED_BY_HAND -> "the role was removed by hand";
            case ALREADY_PROMOTED -> "promoted before; the next poll shows whether it took effect";
            case GIVEN_UP -> "three promotions had no effect; promote by hand";
            case IN_NO_MEETING -> "in no running meeting";
            case IN_MEETING -> "in the meeting, joining or being called";
            case WAS_IN_MEETING -> "left, was removed or declined";
            case ALREADY_INVITED -> "already invited";
            case OUTCOME_UNKNOWN -> "the outcome of an earlier invitation is unknown; call by hand if it matters";
            case NO_MEETING -> "no watched meeting is running";
        };
    }

    /** Whether a report names all people with this reason, because each may need an action. */
    static boolean namesAll(Unchanged.Reason reason) {
        return switch (reason) {
            case UNKNOWN_STATUS, DEMOTED_BY_HAND, GIVEN_UP, OUTCOME_UNKNOWN -> true;
            case ALREADY_HOST,
                    ALREADY_CO_HOST,
                    ALREADY_PROMOTED,
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
