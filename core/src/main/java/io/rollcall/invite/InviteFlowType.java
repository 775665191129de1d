package io.rollcall.invite;

import io.rollcall.flow.FlowConfig;
import io.rollcall.flow.FlowContext;
import io.rollcall.flow.FlowType;
import io.rollcall.model.PersonEntry;
import io.rollcall.setting.PersonEntries;
import io.rollcall.setting.Setting;
import io.rollcall.setting.ValueType;
import io.rollcall.setting.ValueTypes;
import io.rollcall.setting.Values;
import io.rollcall.vendor.Invitations;
import io.rollcall.vendor.OngoingMeetings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The settings of invite flows. */
public final class InviteFlowType implements FlowType {
    static final String WORD = "invite";

    private static final Setting<String> PROVIDER =
            Setting.of("provider", ValueTypes.TEXT, "The account whose meetings the flow reads and changes");
    private static final Setting<List<PersonEntry>> MEETINGS_OF = Setting.of(
            "meetings-of",
            ValueTypes.numberedList(PersonEntries.WORDS, PersonEntries::parse).literally(),
            "The users whose running meetings people are invited into, while they are active in them");
    private static final Setting<List<InviteeEntry>> INVITEES = Setting.of(
            "invitees",
            ValueTypes.numberedList(
                            "unionId:Nick, userid:ID:Nick, mobile:+86…:Nick or name:NAME:Nick", InviteeList::user)
                    .literally(),
            "The users who are invited; the nick is the name that is shown");
    private static final Setting<List<InviteeEntry>> PHONES = Setting.of(
            "phones",
            ValueTypes.list("+8613800138000:Nick", InviteeList::phone).literally(),
            "The phones that are called, sent as written; the nick is optional");
    private static final Setting<String> INVITEES_FILE = Setting.of(
            "invitees-file",
            ValueTypes.PATH,
            "A CSV file with more users and phones and the header unionId,phone,nick; read again at every run");
    private static final Setting<PersonEntry> OPERATOR = Setting.of(
            "operator",
            ValueType.plain("unionId, userid:ID, mobile:+86… or name:NAME", text -> PersonEntries.parse(text, 0))
                    .literally(),
            "The user on whose behalf people are invited");
    private static final Setting<Integer> MAX_CHANGES = Setting.of(
                    "max-changes",
                    ValueTypes.integer(1, Integer.MAX_VALUE),
                    "A run with more changes than this makes none")
            .defaultingTo("20");
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
                MEETINGS_OF,
                INVITEES,
                PHONES,
                INVITEES_FILE,
                OPERATOR,
                APPROVE,
                EVENTS,
                MAX_CHANGES,
                DRY_RUN);
    }

    @Override
    public Map<Setting<String>, Map<Class<?>, String>> providers() {
        return Map.of(PROVIDER, Map.of(OngoingMeetings.class, "running meetings", Invitations.class, "invitations"));
    }

    @Override
    public Optional<? extends FlowConfig> flow(FlowContext context) {
        Values values = context.values();
        FlowConfig.Common common = context.common();
        Optional<String> account = context.account(PROVIDER);
        @Nullable Path inviteesFile = context.listFile(INVITEES_FILE, InviteeList::parse);
        values.require(MEETINGS_OF, "the flow watches no meetings");
        if (!values.given(INVITEES) && !values.given(PHONES) && !values.given(INVITEES_FILE)) {
            values.problem(INVITEES, "is missing: the flow lists no invitees; set it, phones or invitees-file");
        }
        if (!context.isSound() || account.isEmpty()) {
            return Optional.empty();
        }
        List<InviteeEntry> invitees = new ArrayList<>(values.find(INVITEES).orElse(List.of()));
        invitees.addAll(values.find(PHONES).orElse(List.of()));
        return Optional.of(new InviteConfig(
                common,
                account.get(),
                values.get(MEETINGS_OF),
                InviteeList.distinct(invitees),
                inviteesFile,
                values.find(OPERATOR).orElse(null),
                values.get(MAX_CHANGES),
                values.get(DRY_RUN),
                values.find(APPROVE).orElse(null),
                values.find(EVENTS).orElse(null)));
    }
}
