package io.rollcall.sandbox.internal.company;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.sandbox.script.Effect;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Match;
import io.rollcall.sandbox.script.Occurrences;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a scripted fault. */
public final class FaultReader {
    private FaultReader() {}

    /**
     * Reads a JSON object as in the {@code faults} of a company file, and adds every problem to the list. With problems, the
     * result is null or not usable.
     */
    public static @Nullable Fault read(String json, List<String> problems) {
        return read(JsonSection.parse(json, "fault", problems));
    }

    static @Nullable Fault read(JsonSection section) {
        VendorApi api = api(section);
        Occurrences at = occurrences(section);
        Map<Match, String> where = where(section);
        Effect effect = effect(section);
        boolean acts = section.flag("acts", acts(effect));
        Duration delay = Duration.ofMillis(section.number("delayMillis", 0, 0, 3_600_000));
        section.end();
        if (api == null) {
            return null;
        }
        if (effect instanceof Effect.Ready ready && !ready.preset().appliesTo(api)) {
            section.problem("then", "'" + ready.preset().key() + "' cannot occur at " + api.reportName());
            return null;
        }
        return new Fault(api, where, at, effect, acts, delay);
    }

    private static boolean acts(Effect effect) {
        if (effect instanceof Effect.Ready ready) {
            return ready.preset().acts();
        }
        return effect instanceof Effect.Genuine;
    }

    private static @Nullable VendorApi api(JsonSection section) {
        String call = section.required("call");
        VendorApi api = VendorApi.named(call).orElse(null);
        if (api == null && !call.isEmpty()) {
            List<String> known =
                    Arrays.stream(VendorApi.values()).map(VendorApi::reportName).toList();
            section.problem("call", "'" + call + "' is no call; " + Suggestions.hint(call, known));
        }
        return api;
    }

    private static Occurrences occurrences(JsonSection section) {
        JsonNode at = section.raw("at");
        if (at.isMissingNode()) {
            return Occurrences.all();
        }
        try {
            return Occurrences.parse(at.asText());
        } catch (IllegalArgumentException e) {
            section.problem("at", String.valueOf(e.getMessage()));
            return Occurrences.all();
        }
    }

    private static Map<Match, String> where(JsonSection section) {
        JsonSection where = section.section("where");
        Map<Match, String> wanted = new EnumMap<>(Match.class);
        for (Match match : Match.values()) {
            JsonNode value = where.raw(match.key());
            if (value.isTextual() || value.isIntegralNumber()) {
                wanted.put(match, value.asText());
            } else if (!value.isMissingNode()) {
                where.problem(match.key(), "is neither a text nor a whole number");
            }
        }
        where.end();
        return wanted;
    }

    private static Effect effect(JsonSection section) {
        JsonNode then = section.raw("then");
        if (then.isMissingNode()) {
            if (!section.has("delayMillis")) {
                section.problem("then", "is missing");
            }
            return new Effect.Genuine();
        }
        if (then.isTextual()) {
            Preset preset = Preset.named(then.textValue()).orElse(null);
            if (preset == null) {
                List<String> known =
                        Arrays.stream(Preset.values()).map(Preset::key).toList();
                section.problem(
                        "then",
                        "'" + then.textValue() + "' is not known; " + Suggestions.hint(then.textValue(), known));
                return new Effect.Genuine();
            }
            return new Effect.Ready(preset);
        }
        return verbatim(section.section("then"));
    }

    private static Effect verbatim(JsonSection answer) {
        Map<String, String> headers = new LinkedHashMap<>();
        JsonNode values = answer.raw("headers");
        for (Iterator<Map.Entry<String, JsonNode>> fields = values.properties().iterator(); fields.hasNext(); ) {
            Map.Entry<String, JsonNode> field = fields.next();
            headers.put(field.getKey(), field.getValue().asText());
        }
        if (!values.isMissingNode() && !values.isObject()) {
            answer.problem("headers", "is not an object");
        }
        JsonNode body = answer.raw("body");
        String text = body.isMissingNode() ? "" : body.isTextual() ? body.textValue() : body.toString();
        int status = answer.integer("status", 200, 200, 599);
        answer.end();
        return new Effect.Verbatim(status, headers, text);
    }
}
