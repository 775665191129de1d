package io.rollcall.probe;

import java.util.Locale;

/** The sentences of a recording. Their parameters are numbers and fixed words. */
enum Sentence {
    CHANGES("It changes something, or holds a secret."),
    NO_INPUT("No answer came, or it has no input."),
    EARLY("The recording ended early: Rollcall's store failed, or Rollcall was stopped."),
    NO_ANSWER("No answer: %s."),
    NO_PERSON("No person is known: the department that was read has none."),
    NO_MOBILE("The directory shows the mobile number of no person."),
    NO_USER_ID("The directory shows the user id of no person."),
    NO_MEETING("No running meeting is known. Run probe while a meeting runs."),
    NO_USER("No user is known: the application may read neither a running meeting nor the directory."),

    KINDS("%d running meetings listed: %s."),
    KIND("%d × bizType %s"),
    NO_KIND("%d × no bizType"),
    OTHER_KIND("%d × another bizType"),
    KIND_MEMBERS("%d members of a meeting of bizType %s, %d of them by phone."),
    DEVICES("%d people had several rows in one of %d lists."),
    OUTSIDERS("%d of %d people from outside had no user id in a list of members; events are not recorded."),
    STATUSES("Statuses seen: %s."),
    STATUS("%d × %s"),
    ECHO("%d of %d people found by a look-up by another id had the asked id."),
    IDLE("A person in no list of members that was read was answered with %d rows, as an answer without error."),
    IDLE_REFUSED("A person in no list of members that was read was answered with an error: %s."),
    WHOLE("The application may see the whole company, so this account does not tell; the head count is %d."),
    PART("The application may see a part of the company; the head count is %d."),
    HEADERS("%s: %s."),
    NO_HEADER("no header about a rate limit"),
    THROTTLED("A call was refused for its rate; its answer is in the recording."),
    TWICE("The second request was answered with %s; afterwards %s."),
    STILL("the person was still co-host"),
    NO_LONGER("the person was no co-host"),
    UNKNOWN("the meeting could not be read"),
    NO_WORD("(none)"),
    SUCCESS("success"),
    CONSOLE("The console showed %s before and %s after %d metered calls.");

    private final String text;

    Sentence(String text) {
        this.text = text;
    }

    /** With its parameters' places. */
    String text() {
        return text;
    }

    String with(Object... parameters) {
        return String.format(Locale.ROOT, text, parameters);
    }
}
