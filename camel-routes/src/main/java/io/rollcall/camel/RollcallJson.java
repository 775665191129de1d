package io.rollcall.camel;

import com.fasterxml.jackson.core.JsonGenerator;
import io.rollcall.json.AccountFields;
import io.rollcall.json.Fields;
import io.rollcall.json.JsonText;
import io.rollcall.json.PersonFields;
import io.rollcall.model.InvitationResult;
import io.rollcall.model.Invitee;
import io.rollcall.model.Participant;
import io.rollcall.model.Person;
import io.rollcall.model.UserDetails;
import io.rollcall.report.Change;
import io.rollcall.report.FlowReport;
import io.rollcall.report.ReportJson;
import io.rollcall.vendor.Accepted;
import io.rollcall.vendor.DepartmentDirectory.People;
import io.rollcall.vendor.UserLookup;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the endpoints answer as JSON text, for hosts that are written in YAML or speak JSON with others. What is absent or
 * empty is left out, times are in UTC. Stateless and thread-safe.
 *
 * <ul>
 *   <li>A {@link Participant}: {@code meeting}, {@code user}, {@code name}, {@code attendance} ({@code initialised},
 *       {@code calling}, {@code active}, {@code not-joined}, {@code removed}, {@code left} or {@code unknown}),
 *       {@code host}, {@code coHost}, {@code external}, {@code phone}, {@code joinedAt}, {@code leftAt},
 *       {@code stayedSeconds}, {@code device}.
 *   <li>{@link Accepted}: {@code {"status":"done"}}.
 *   <li>An {@link InvitationResult}: the lists {@code invited} and {@code alreadyInvited}, each of {@code user} or
 *       {@code phone} with {@code nick}.
 *   <li>A {@link Person} and an {@link UserDetails}: the fields of the roster's record.
 *   <li>A page of {@link People}: {@code people}, and {@code next} where there is another page.
 *   <li>What a look-up {@link UserLookup.Found}: {@code lookup} and {@code account}, as in the roster's record.
 *   <li>A {@link FlowReport}: the program's report. A {@link Change}: as in that report.
 * </ul>
 */
public final class RollcallJson {
    private RollcallJson() {}

    /**
     * The JSON text of an endpoint's answer, on one line.
     *
     * @param answer one of the types that are named above, any iterable of them (an array), or null ({@code null})
     * @throws IllegalArgumentException for anything else
     */
    public static String write(@Nullable Object answer) {
        if (answer instanceof FlowReport report) {
            return ReportJson.write(report);
        } else if (answer instanceof Change change) {
            return ReportJson.write(change);
        }
        return JsonText.of(json -> write(json, answer));
    }

    private static void write(JsonGenerator json, @Nullable Object answer) throws IOException {
        if (answer == null) {
            json.writeNull();
        } else if (answer instanceof Iterable<?> several) {
            json.writeStartArray();
            for (Object one : several) {
                write(json, one);
            }
            json.writeEndArray();
        } else if (answer instanceof FlowReport || answer instanceof Change) {
            json.writeRawValue(write(answer));
        } else {
            json.writeStartObject();
            writeFields(json, answer);
            json.writeEndObject();
        }
    }

    private static void writeFields(JsonGenerator json, Object answer) throws IOException {
        if (answer instanceof Participant participant) {
            writeFields(json, participant);
        } else if (answer instanceof Person person) {
            PersonFields.write(json, person, person.departments());
        } else if (answer instanceof UserDetails account) {
            AccountFields.write(json, account);
        } else if (answer instanceof UserLookup.Found found) {
            writeFields(json, found);
        } else if (answer instanceof People page) {
            json.writeFieldName("people");
            write(json, page.people());
            Fields.number(json, "next", page.next());
        } else if (answer instanceof InvitationResult result) {
            writeInvitees(json, "invited", result.invited());
            writeInvitees(json, "alreadyInvited", result.alreadyInvited());
        } else if (answer instanceof Accepted) {
            json.writeStringField("status", Change.Status.DONE.word());
        } else {
            throw new IllegalArgumentException(
                    "an endpoint answers no " + answer.getClass().getSimpleName());
        }
    }

    private static void writeFields(JsonGenerator json, Participant participant) throws IOException {
        Fields.text(json, "meeting", participant.meeting().value());
        Fields.text(
                json,
                "user",
                participant.user() == null ? null : participant.user().value());
        Fields.text(json, "name", participant.name());
        Fields.text(
                json,
                "attendance",
                participant.attendance().state().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        Fields.flag(json, "host", participant.host());
        Fields.flag(json, "coHost", participant.coHost());
        Fields.flag(json, "external", participant.external());
        Fields.flag(json, "phone", participant.phone());
        Fields.time(json, "joinedAt", participant.joinedAt());
        Fields.time(json, "leftAt", participant.leftAt());
        Duration stayed = participant.stayed();
        Fields.number(json, "stayedSeconds", stayed == null ? null : stayed.toSeconds());
        Fields.text(json, "device", participant.device());
    }

    private static void writeFields(JsonGenerator json, UserLookup.Found found) throws IOException {
        json.writeStringField("lookup", found.status().word());
        String account = write(found.account());
        if (!account.equals("{}")) {
            json.writeFieldName("account");
            json.writeRawValue(account);
        }
    }

    private static void writeInvitees(JsonGenerator json, String field, List<Invitee> invitees) throws IOException {
        json.writeArrayFieldStart(field);
        for (Invitee invitee : invitees) {
            json.writeStartObject();
            if (invitee instanceof Invitee.User user) {
                json.writeStringField("user", user.id().value());
            } else if (invitee instanceof Invitee.Phone phone) {
                json.writeStringField("phone", phone.number().value());
            }
            Fields.text(json, "nick", invitee.name());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
