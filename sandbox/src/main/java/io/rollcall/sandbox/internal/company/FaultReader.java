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
        if (effect instanceof Effect.PresetEffect predefined
                && !predefined.preset().appliesTo(api)) {
            section.problem("then", "'" + predefined.preset().key() + "' does not apply to " + api.reportName());
            return null;
        }
        return new Fault(api, where, at, effect, acts, delay);
    }

    private static boolean acts(Effect effect) {
        if (effect instanceof Effect.PresetEffect predefined) {
            return predefined.preset().acts();
        }
        return effect instanceof Effect.GenuineResponse;
    }

    private static @Nullable VendorApi api(JsonSection section) {
        String call = section.required("call");
        VendorApi api = VendorApi.named(call).orElse(null);
        if (api == null && !call.isEmpty()) {
            List<String> known =
                    Arrays.stream(VendorApi.values()).map(VendorApi::reportName).toList();
            section.problem("call", "'" + call + "' is unknown; " + Suggestions.hint(call, known));
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
                where.problem(match.key(), "must be a string or a whole number");
            }
        }
        where.end();
        return wanted;
    }

    private static Effect effect(JsonSection section) {
        JsonNode then = section.raw("then");
        if (then.isMissingNode()) {
            if (!section.has("delayMillis")) {
                section.problem("then", "is required");
            }
            return new Effect.GenuineResponse();
        }
        if (then.isTextual()) {
            Preset preset = Preset.named(then.textValue()).orElse(null);
            if (preset == null) {
                List<String> known =
                        Arrays.stream(Preset.values()).map(Preset::key).toList();
                section.problem(
                        "then", "'" + then.textValue() + "' is unknown; " + Suggestions.hint(then.textValue(), known));
                return new Effect.GenuineResponse();
            }
            return new Effect.PresetEffect(preset);
        }
        return customResponse(section.section("then"));
    }

    private static Effect customResponse(JsonSection response) {
        Map<String, String> headers = new LinkedHashMap<>();
        JsonNode values = response.raw("headers");
        values.forEachEntry((name, value) -> headers.put(name, value.asText()));
        if (!values.isMissingNode() && !values.isObject()) {
            response.problem("headers", "must be an object");
        }
        JsonNode body = response.raw("body");
        String text = body.isMissingNode() ? "" : body.isTextual() ? body.textValue() : body.toString();
        int status = response.integer("status", 200, 200, 599);
        response.end();
        return new Effect.CustomResponse(status, headers, text);
    }
}
