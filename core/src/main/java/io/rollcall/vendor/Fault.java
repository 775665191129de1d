package io.rollcall.vendor;

import io.rollcall.json.Sanitizer;
import io.rollcall.json.WireName;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a call failed, sorted by what the caller should do about it, not by status code. A fault never holds a token, a
 * secret or a person's data; the vendor's own message is part of the remedy once {@link VendorText} has cleaned it.
 */
public sealed interface Fault {

    /**
     * How remedies call the place where a flow's ids are written. Whoever asks from elsewhere puts the name of that place
     * here, with {@link #askedIn}.
     */
    String CONFIGURATION = "the flow's configuration";

    /** Which call failed, and what the vendor's support asks for. */
    Origin origin();

    /** The kind under which reports name the fault. */
    Kind kind();

    /**
     * What happened and what to do about it, in one sentence or two, for the person who must act. Until a {@code Call}
     * ends with it, names of the application's settings stand in double braces: {@code {{client-id}}}, see {@link
     * io.rollcall.call.SettingNames}.
     */
    String remedy();

    /** The same fault with another text. */
    Fault withRemedy(String text);

    /**
     * The same fault for a caller outside of flows.
     *
     * @param place where the ids of the question stand, for example {@code the message's body}
     */
    default Fault askedIn(String place) {
        return withRemedy(remedy().replace(CONFIGURATION, place));
    }

    /** Whether the vendor certainly did not act; otherwise that is unknown. */
    boolean certainlyNotDone();

    /**
     * The same fault as the reason of another call that needed this one first and was therefore never sent: whatever became
     * of this one, the other was certainly not done.
     */
    default Fault beforeSending() {
        return this;
    }

    /** The kinds of faults, with the words of the reports. */
    enum Kind implements WireName {
        TOKEN("token"),
        PERMISSION("permission"),
        THROTTLED("throttled"),
        QUOTA("quota"),
        BANNED("banned"),
        BAD_REQUEST("bad-request"),
        NOT_FOUND("not-found"),
        SERVER("server"),
        NO_ANSWER("no-answer"),
        UNREADABLE("unreadable"),
        PAUSED("paused");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }

        /** Whether the same call may succeed some minutes later although no one corrects anything. */
        public boolean mayPass() {
            return switch (this) {
                case THROTTLED, BANNED, SERVER, NO_ANSWER, UNREADABLE -> true;
                case TOKEN, PERMISSION, QUOTA, BAD_REQUEST, NOT_FOUND, PAUSED -> false;
            };
        }
    }

    /**
     * Which call failed.
     *
     * @param code the vendor's code, made harmless; null where it sent none
     * @param requestId the vendor's id of the request, made harmless; null where it sent none
     */
    record Origin(OperationName operation, @Nullable String code, @Nullable String requestId) {
        public Origin {
            code = Sanitizer.code(code);
            requestId = Sanitizer.code(requestId);
        }

        /** No code and no id: the call never got an answer. */
        public static Origin of(OperationName operation) {
            return new Origin(operation, null, null);
        }
    }

    /** The vendor does not accept the application's credentials or its token. */
    record TokenRejected(Origin origin, String remedy) implements Fault {
        @Override
        public Fault withRemedy(String text) {
            return new TokenRejected(origin, text);
        }

        @Override
        public Kind kind() {
            return Kind.TOKEN;
        }

        @Override
        public boolean certainlyNotDone() {
            return true;
        }
    }

    /**
     * The application may not do this.
     *
     * @param missing the permissions the vendor names; empty where it names none
     */
    record PermissionMissing(Origin origin, List<String> missing, String remedy) implements Fault {
        public PermissionMissing {
            missing = List.copyOf(missing);
        }

        @Override
        public Fault withRemedy(String text) {
            return new PermissionMissing(origin, missing, text);
        }

        @Override
        public Kind kind() {
            return Kind.PERMISSION;
        }

        @Override
        public boolean certainlyNotDone() {
            return true;
        }
    }

    /**
     * Too many calls.
     *
     * @param window over which the vendor counts
     * @param retryAfter as the vendor asks; null where it does not
     */
    record Throttled(Origin origin, Window window, @Nullable Duration retryAfter, String remedy) implements Fault {
        /** Over which time the vendor counts calls. */
        public enum Window {
            SECOND,
            MINUTE
        }

        @Override
        public Fault withRemedy(String text) {
            return new Throttled(origin, window, retryAfter, text);
        }

        @Override
        public Kind kind() {
            return Kind.THROTTLED;
        }

        @Override
        public boolean certainlyNotDone() {
            return true;
        }
    }

    /** Not sent, because an administrator paused changes. Reports have no problem for it, but changes that are paused. */
    record Paused(Origin origin, String remedy) implements Fault {
        /** A change that was not requested. */
        public static Paused of(OperationName operation) {
            return new Paused(
                    Origin.of(operation),
                    "Not sent: changes are paused. Wait for the end of the pause, or end it with rollcall resume.");
        }

        @Override
        public Fault withRemedy(String text) {
            return new Paused(origin, text);
        }

        @Override
        public Kind kind() {
            return Kind.PAUSED;
        }

        @Override
        public boolean certainlyNotDone() {
            return true;
        }
    }

    /** The month's calls are used up: at the vendor, or Rollcall's own share. */
    record QuotaUsedUp(Origin origin, String remedy) implements Fault {
        @Override
        public Fault withRemedy(String text) {
            return new QuotaUsedUp(origin, text);
        }

        @Override
        public Kind kind() {
            return Kind.QUOTA;
        }

        @Override
        public boolean certainlyNotDone() {
            return true;
        }
    }

    /**
     * The vendor refuses this address for some minutes.
     *
     * @param certainlyNotDone true where nothing was sent because of an earlier ban
     * @param rest how long to make no call to the vendor
     */
    record Banned(Origin origin, boolean certainlyNotDone, Duration rest, String remedy) implements Fault {
        @Override
        public Fault withRemedy(String text) {
            return new Banned(origin, certainlyNotDone, rest, text);
        }

        @Override
        public Kind kind() {
            return Kind.BANNED;
        }

        @Override
        public Fault beforeSending() {
            return new Banned(origin, true, rest, remedy);
        }
    }

    /** The vendor refuses what was asked, or Rollcall refuses to send it. */
    record BadRequest(Origin origin, String remedy) implements Fault {
        @Override
        public Fault withRemedy(String text) {
            return new BadRequest(origin, text);
        }

        @Override
        public Kind kind() {
            return Kind.BAD_REQUEST;
        }

        @Override
        public boolean certainlyNotDone() {
            return true;
        }
    }

    /** Who or what was asked about does not exist, or no more. */
    record NotFound(Origin origin, Subject subject, String remedy) implements Fault {
        /** What is not there. */
        public enum Subject {
            MEETING,
            USER,
            DEPARTMENT,
            OTHER
        }

        @Override
        public Fault withRemedy(String text) {
            return new NotFound(origin, subject, text);
        }

        @Override
        public Kind kind() {
            return Kind.NOT_FOUND;
        }

        @Override
        public boolean certainlyNotDone() {
            return true;
        }
    }

    /**
     * The vendor says that it failed, or that the call did not succeed without saying why.
     *
     * @param retryAfter as the vendor asks; null where it does not
     * @param certainlyNotDone true where it was another call, needed first, that failed
     */
    record ServerFailed(Origin origin, @Nullable Duration retryAfter, boolean certainlyNotDone, String remedy)
            implements Fault {
        public ServerFailed(Origin origin, @Nullable Duration retryAfter, String remedy) {
            this(origin, retryAfter, false, remedy);
        }

        @Override
        public Fault withRemedy(String text) {
            return new ServerFailed(origin, retryAfter, certainlyNotDone, text);
        }

        @Override
        public Kind kind() {
            return Kind.SERVER;
        }

        @Override
        public Fault beforeSending() {
            return new ServerFailed(origin, retryAfter, true, remedy);
        }
    }

    /**
     * Nothing came back, or not all of it.
     *
     * @param certainlyNotDone true where the request certainly never reached the vendor
     */
    record NoAnswer(Origin origin, boolean certainlyNotDone, String remedy) implements Fault {
        @Override
        public Fault withRemedy(String text) {
            return new NoAnswer(origin, certainlyNotDone, text);
        }

        @Override
        public Kind kind() {
            return Kind.NO_ANSWER;
        }

        @Override
        public Fault beforeSending() {
            return new NoAnswer(origin, true, remedy);
        }
    }

    /**
     * Something came back that is not an answer.
     *
     * @param certainlyNotDone true where it was another call, needed first, that was answered so
     */
    record Unreadable(Origin origin, boolean certainlyNotDone, String remedy) implements Fault {
        public Unreadable(Origin origin, String remedy) {
            this(origin, false, remedy);
        }

        @Override
        public Fault withRemedy(String text) {
            return new Unreadable(origin, certainlyNotDone, text);
        }

        @Override
        public Kind kind() {
            return Kind.UNREADABLE;
        }

        @Override
        public Fault beforeSending() {
            return new Unreadable(origin, true, remedy);
        }
    }
}
