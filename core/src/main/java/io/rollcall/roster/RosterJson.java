package io.rollcall.roster;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rollcall.json.WholeText;

/** The one JSON dialect of the roster's lines. */
final class RosterJson {
    /** The lines are Rollcall's own, of people of any length, so nothing in them is too long to be read back. */
    static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private RosterJson() {}

    /** The mapper; a stream that it writes to stays open. Few rosters need it: most lines are written once and not changed. */
    static JsonMapper mapper() {
        return Mapper.MAPPER;
    }

    private static final class Mapper {
        static final JsonMapper MAPPER = JsonMapper.builder(FACTORY)
                .addModule(WholeText.module())
                .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
                .build();
    }
}
