package io.rollcall.config;

import io.rollcall.model.DepartmentId;
import io.rollcall.model.Invitee;
import io.rollcall.model.UserId;
import io.rollcall.vendor.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One configured flow. */
public sealed interface FlowConfig {

    /** What it has like every other flow. */
    Common common();

    /** The word for the flow's type. */
    String type();

    /** The flow's name, as in its keys. */
    default String name() {
        return common().name();
    }

    /** When it runs; null where it has no schedule and runs only when asked to. */
    default @Nullable Schedule schedule() {
        return common().schedule();
    }

    /** Whether {@code run} without names starts it. */
    default boolean enabled() {
        return common().enabled();
    }

    /** Whether it runs as soon as it is started on a schedule: as configured, or with a period but not with cron. */
    default boolean runsAtStart(Schedule schedule) {
        Boolean configured = common().atStart();
        return configured == null ? schedule instanceof Schedule.Every : configured;
    }

    /** The most metered calls that a run may make. */
    default long maxCalls() {
        return common().maxCalls();
    }

    /** The Camel URI to which its events are sent; null where nobody is told. */
    default @Nullable Secret notification() {
        return common().notification();
    }

    /** How long a run may take; a longer one is stopped. */
    default Duration maxDuration() {
        Duration configured = common().maxDuration();
        return configured == null ? usualMaxDuration() : configured;
    }

    /** How long a run of this type may take where nothing is configured. */
    default Duration usualMaxDuration() {
        return Duration.ofMinutes(10);
    }

    /**
     * What every flow has.
     *
     * @param name as in its keys
     * @param schedule null where it runs only when asked to
     * @param enabled whether {@code run} without names starts it
     * @param notification the Camel URI to which its events are sent; null where nobody is told
     * @param maxDuration how long a run may take; null for what is usual for the flow's type
     * @param atStart whether it also runs at its start; null for the default of its schedule
     * @param maxCalls the most metered calls that a run may make
     */
    record Common(
            String name,
            @Nullable Schedule schedule,
            boolean enabled,
            @Nullable Secret notification,
            @Nullable Duration maxDuration,
            @Nullable Boolean atStart,
            long maxCalls) {
        /** How many metered calls a run may make where nothing else is configured. */
        public static final long USUAL_CALLS = 500;

        /** A flow with the limits that are usual for its type. */
        public Common(String name, @Nullable Schedule schedule, boolean enabled, @Nullable Secret notification) {
            this(name, schedule, enabled, notification, null, null, USUAL_CALLS);
        }
    }

    /**
     * Keeps the listed people co-hosts.
     *
     * @param provider who is asked
     * @param users listed in the configuration itself
     * @param usersFile a file with more of them, read again at every run; null for none
     * @param maxChanges the most changes that a run may make
     */
    record CoHost(
            Common common,
            String provider,
            List<UserId> users,
            @Nullable Path usersFile,
            Look look,
            boolean includeExternal,
            boolean includePhone,
            boolean removeUnlisted,
            int maxChanges,
            boolean dryRun)
            implements FlowConfig {
        public CoHost {
            users = List.copyOf(users);
        }

        /** The same flow, but it takes nobody's role away. */
        public CoHost keepingUnlisted() {
            return new CoHost(
                    common, provider, users, usersFile, look, includeExternal, includePhone, false, maxChanges, dryRun);
        }

        /** Where a co-host flow looks. */
        public enum Look {
            /** Asks for each listed user. */
            USERS,
            /** Looks at all running meetings and their members. */
            ORGANIZATION
        }

        @Override
        public String type() {
            return "cohost";
        }
    }

    /**
     * Invites the missing people.
     *
     * @param meetingsOf whose running meetings are watched
     * @param invitees listed in the configuration itself: users first, then phones
     * @param inviteesFile a CSV file with more of them, read again at every run; null for none
     * @param operator on whose behalf; null for nobody
     */
    record Invite(
            Common common,
            String provider,
            List<UserId> meetingsOf,
            List<Invitee> invitees,
            @Nullable Path inviteesFile,
            @Nullable UserId operator,
            int maxChanges,
            boolean dryRun)
            implements FlowConfig {
        public Invite {
            meetingsOf = List.copyOf(meetingsOf);
            invitees = List.copyOf(invitees);
        }

        @Override
        public String type() {
            return "invite";
        }
    }

    /**
     * Writes the joined directory.
     *
     * @param output where the roster goes
     * @param writtenAs the same path as the configuration spells it, for reports
     * @param csvExcel whether cells of CSV are protected from spreadsheets that would change them
     * @param maxShrink the most people that a run may lose
     */
    record Roster(
            Common common,
            String directoryProvider,
            String lookupProvider,
            List<DepartmentId> departments,
            boolean recursive,
            int pageSize,
            boolean containAccessLimit,
            String language,
            String orderField,
            Lookup lookup,
            Path output,
            String writtenAs,
            Format format,
            boolean csvExcel,
            MaxShrink maxShrink)
            implements FlowConfig {
        public Roster {
            departments = List.copyOf(departments);
        }

        /** The same flow, but its next roster may lose any number of people. An empty roster still replaces nothing. */
        public Roster accepting() {
            return new Roster(
                    common,
                    directoryProvider,
                    lookupProvider,
                    departments,
                    recursive,
                    pageSize,
                    containAccessLimit,
                    language,
                    orderField,
                    lookup,
                    output,
                    writtenAs,
                    format,
                    csvExcel,
                    MaxShrink.ANY);
        }

        /**
         * The most people that a roster may lose in one run.
         *
         * @param amount in percent or in people; 0 for any number
         */
        public record MaxShrink(int amount, boolean percent) {
            /** Any number of people may go. */
            public static final MaxShrink ANY = new MaxShrink(0, false);

            /** Of a small company a few people are a large part, so a percentage counts from here on. */
            private static final int LEAST_FOR_PERCENT = 10;

            /** Whether any number of people may go. */
            public boolean isAny() {
                return amount == 0;
            }

            /**
             * Whether a run loses too many.
             *
             * @param lost people of the last roster who are not in the new one
             * @param before people in the last roster
             */
            public boolean isExceededBy(long lost, long before) {
                if (isAny()) {
                    return false;
                }
                return percent ? lost >= LEAST_FOR_PERCENT && lost * 100 > before * amount : lost > amount;
            }

            /** As the configuration spells it. */
            @Override
            public String toString() {
                return percent ? amount + "%" : String.valueOf(amount);
            }
        }

        /** The file formats. */
        public enum Format {
            NDJSON,
            CSV
        }

        /**
         * How people are looked up.
         *
         * @param idType as which the keys are asked
         * @param singleLimit the most questions about one person alone that a run may ask
         */
        public record Lookup(String idType, Key key, Join join, int singleLimit) {}

        /**
         * Which attribute of a person is the key.
         *
         * @param extension the name of the company's own attribute; null unless the attribute is {@code EXTENSION}
         */
        public record Key(Attribute attribute, @Nullable String extension) {
            /** The attributes that can be keys. */
            public enum Attribute {
                USERID,
                UNIONID,
                JOB_NUMBER,
                EMAIL,
                ORG_EMAIL,
                MOBILE,
                EXTENSION
            }
        }

        /** By what answers are joined to people. */
        public enum Join {
            /** An exact echo of the id that was asked. */
            ID,
            /** An account that equals the key. */
            ACCOUNT
        }

        @Override
        public String type() {
            return "roster";
        }

        // a large directory at the vendors' rates takes hours
        @Override
        public Duration usualMaxDuration() {
            return Duration.ofHours(6);
        }
    }
}
