package io.rollcall.sandbox.internal.dingtalk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.sandbox.internal.company.CompanyDefinition;
import io.rollcall.sandbox.internal.company.DingTalkSettings;
import io.rollcall.sandbox.internal.company.Leave;
import io.rollcall.sandbox.internal.company.Person;
import io.rollcall.sandbox.internal.http.Json;
import io.rollcall.sandbox.internal.http.Request;
import io.rollcall.sandbox.internal.http.Response;
import io.rollcall.sandbox.script.VendorApi;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1.0/contact/empLeaveRecords} (docs/vendors/dingtalk-stream.md §7), and the records. Thread-safe. */
final class LeaveRecords {
    private static final int LARGEST_PAGE = 50;
    private static final Duration LONGEST_SPAN = Duration.ofDays(365);

    private final CompanyDefinition company;
    private final DingTalkSettings settings;
    private final AccessChecks access;
    private final List<Leave> records = new ArrayList<>();

    LeaveRecords(CompanyDefinition company, AccessChecks access) {
        this.company = company;
        this.settings = company.dingtalk();
        this.access = access;
        reset();
    }

    /** Restores the records that the company has at the start. */
    synchronized void reset() {
        records.clear();
        records.addAll(company.leaves());
    }

    synchronized void add(Person person, long now, String reason) {
        // assumption: responses have whole seconds
        long at = now - now % 1000;
        records.add(new Leave(
                person.userId(),
                person.name(),
                person.contact().stateCode(),
                person.contact().mobile(),
                at,
                reason));
    }

    synchronized int size() {
        return records.size();
    }

    private synchronized List<Leave> between(Instant from, Instant until) {
        return records.stream()
                .filter(record -> record.at() >= from.toEpochMilli() && record.at() <= until.toEpochMilli())
                .sorted(Comparator.comparingLong(Leave::at))
                .toList();
    }

    Response list(Request request, long now) {
        Response refusal = access.openApi(VendorApi.DINGTALK_LEAVE_RECORDS, DingTalkSettings.LEAVES_READ, request);
        if (refusal != null) {
            return refusal;
        }
        // for internal applications only; the response to others is not documented (assumption: no permission)
        if (settings.thirdParty()) {
            return OpenApiErrors.permission(DingTalkSettings.LEAVES_READ);
        }
        Instant from = time(request.query("startTime"));
        String end = request.query("endTime");
        Instant until = end == null ? Instant.ofEpochMilli(now) : time(end);
        int start = number(request.query("nextToken"), 0, Integer.MAX_VALUE, 0);
        int size = number(request.query("maxResults"), 1, LARGEST_PAGE, -1);
        if (from == null || until == null || until.isBefore(from) || start < 0 || size < 0) {
            return paramError();
        }
        // the time now has milliseconds, and times in requests have none
        if (Duration.between(from, until.truncatedTo(ChronoUnit.SECONDS)).compareTo(LONGEST_SPAN) > 0) {
            return paramError();
        }
        List<Leave> all = between(from, until);
        ObjectNode page = Json.object();
        ArrayNode list = page.putArray("records");
        int next = (int) Math.min((long) start + size, all.size());
        for (int index = start; index < next; index++) {
            list.add(json(all.get(index)));
        }
        // assumption: the last page has no token, by the general rule (docs/vendors/dingtalk.md §9)
        if (next < all.size()) {
            page.put("nextToken", Integer.toString(next));
        }
        return OpenApiErrors.ok(page);
    }

    private ObjectNode json(Leave leave) {
        boolean mobile = !settings.withhold().contains("mobile");
        return Json.withoutNulls(Json.object()
                .put("userId", leave.userId())
                .put("name", leave.name())
                .put("stateCode", mobile ? leave.stateCode() : null)
                .put("mobile", mobile ? leave.mobile() : null)
                // assumption: in the form of the request's times
                .put(
                        "leaveTime",
                        Instant.ofEpochMilli(leave.at())
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString())
                .put("leaveReason", leave.reason()));
    }

    /** Assumption: the code is not documented; the related calls have this one. */
    private static Response paramError() {
        return OpenApiErrors.error(400, "paramError", "paramError");
    }

    private static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static int number(@Nullable String text, int least, int most, int ifAbsent) {
        if (text == null || text.isEmpty()) {
            return ifAbsent;
        }
        try {
            int number = Integer.parseInt(text);
            return number < least || number > most ? -1 : number;
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
