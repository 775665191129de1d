package io.rollcall.cohost;

import io.rollcall.cohost.CoHostConfig.Look;
import io.rollcall.flow.FlowConfig;
import io.rollcall.flow.FlowContext;
import io.rollcall.flow.FlowType;
import io.rollcall.model.PersonEntry;
import io.rollcall.setting.PersonEntries;
import io.rollcall.setting.Setting;
import io.rollcall.setting.ValueTypes;
import io.rollcall.setting.Values;
import io.rollcall.vendor.CoHosts;
import io.rollcall.vendor.OngoingMeetings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The settings of co-host flows. */
public final class CoHostFlowType implements FlowType {
    static final String WORD = "cohost";

    private static final Setting<String> PROVIDER =
            Setting.of("provider", ValueTypes.TEXT, "The account whose meetings the flow reads and changes");
    private static final Setting<List<PersonEntry>> USERS = Setting.of(
            "users",
            ValueTypes.numberedList(PersonEntries.WORDS, PersonEntries::parse).literally(),
            "The users who are made co-host of every meeting that they are in");
    private static final Setting<String> USERS_FILE = Setting.of(
            "users-file",
            ValueTypes.PATH,
            "A file with more users, one entry a line, with # comments; read again at every run");
    private static final Setting<Look> LOOK = Setting.of(
                    "look",
                    ValueTypes.words("users", Look.USERS, "organization", Look.ORGANIZATION),
                    "What the flow reads: the meetings of each listed user, or all running meetings and their participants")
            .defaultingTo("users");
    private static final Setting<Boolean> INCLUDE_EXTERNAL = Setting.of(
                    "include-external", ValueTypes.BOOLEAN, "Whether people from other organizations are promoted too")
            .defaultingTo("false");
    private static final Setting<Boolean> INCLUDE_PHONE = Setting.of(
                    "include-phone", ValueTypes.BOOLEAN, "Whether people who joined by telephone are promoted too")
            .defaultingTo("false");
    private static final Setting<Boolean> REMOVE_UNLISTED = Setting.of(
                    "remove-unlisted",
                    ValueTypes.BOOLEAN,
                    "Whether co-hosts whom no enabled cohost flow lists lose the role; needs look=organization")
            .defaultingTo("false");
    private static final Setting<Integer> MAX_CHANGES = Setting.of(
                    "max-changes",
                    ValueTypes.integer(1, Integer.MAX_VALUE),
                    "A run with more changes than this makes none")
            .defaultingTo("100");
    private static final Setting<Boolean> DRY_RUN = Setting.of(
                    "dry-run", ValueTypes.BOOLEAN, "Whether runs only report what they would change")
            .defaultingTo("false");

    @Override
    public boolean plansPolls() {
        return true;
    }

    @Override
    public String word() {
        return WORD;
    }

    @Override
    public List<Setting<?>> ownSettings() {
        return List.of(
                PROVIDER,
                USERS,
                USERS_FILE,
                LOOK,
                INCLUDE_EXTERNAL,
                INCLUDE_PHONE,
                REMOVE_UNLISTED,
                APPROVE,
                EVENTS,
                MAX_CHANGES,
                DRY_RUN);
    }

    @Override
    public Map<Setting<String>, Map<Class<?>, String>> providers() {
        return Map.of(PROVIDER, Map.of(OngoingMeetings.class, "running meetings", CoHosts.class, "co-hosts"));
    }

    @Override
    public Optional<? extends FlowConfig> flow(FlowContext context) {
        Values values = context.values();
        FlowConfig.Common common = context.common();
        Optional<String> account = context.account(PROVIDER);
        @Nullable Path usersFile = context.listFile(USERS_FILE, UserList::parse);
        if (!values.given(USERS) && !values.given(USERS_FILE)) {
            values.problem(USERS, "is missing: the flow lists no users; set it or users-file");
        }
        if (values.find(REMOVE_UNLISTED).orElse(false)
                && values.find(LOOK).orElse(Look.ORGANIZATION) != Look.ORGANIZATION) {
            values.problem(REMOVE_UNLISTED, "needs look=organization; set that too, or remove this");
        }
        if (!context.isSound() || account.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new CoHostConfig(
                common,
                account.get(),
                values.find(USERS).orElse(List.of()),
                usersFile,
                values.get(LOOK),
                values.get(INCLUDE_EXTERNAL),
                values.get(INCLUDE_PHONE),
                values.get(REMOVE_UNLISTED),
                values.get(MAX_CHANGES),
                values.get(DRY_RUN),
                values.find(APPROVE).orElse(null),
                values.find(EVENTS).orElse(null)));
    }
}
