package io.rollcall.app.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.rollcall.app.api.Api;
import io.rollcall.app.api.ApiFile;
import io.rollcall.app.api.ApiProblem;
import io.rollcall.app.api.ApiRequest;
import io.rollcall.report.JsonLine;
import io.rollcall.state.StoreException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Calls the operations of the API and writes their answers. Thread-safe; a call may block on the store. */
final class ApiHandler {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final int LARGEST_FILE = 16 << 20;
    /** How many files are made at the same time: each one is in memory until the client has read it. */
    static final int MOST_FILES = 2;

    private final Api api;
    private final Semaphore files = new Semaphore(MOST_FILES);

    ApiHandler(Api api) {
        this.api = api;
    }

    /** The operation of a request, or a problem with status 404 or 405. */
    Api.Match find(String method, RequestPath path) {
        return api.find(method, path.segments());
    }

    /** Whether a request changes something; not if there is no such operation. */
    boolean isChange(String method, RequestPath path) {
        return api.methods(path.segments()).contains(method)
                && find(method, path).operation().changes();
    }

    /** The methods of an operation's path, for a client that used another one. */
    List<String> methods(RequestPath path) {
        List<String> methods = new ArrayList<>(api.methods(path.segments()));
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return methods;
    }

    /** @param body of a POST; empty for none */
    Answer call(Api.Match match, String rawQuery, byte[] body) {
        Map<String, String> query = match.operation().method().equals("GET")
                ? RequestPath.query(rawQuery).orElseThrow(() -> ApiProblem.invalid("The query is malformed."))
                : Map.of();
        return write(match.operation().handler().answer(new ApiRequest(match.parameters(), query, json(body))));
    }

    /** A JSON object; an empty one for no bytes. */
    static JsonNode json(byte[] body) {
        if (body.length == 0) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException malformed) {
            throw ApiProblem.invalid("The body is not JSON.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Answer write(@Nullable Object answer) {
        if (answer == null) {
            return Answer.empty(204);
        }
        return answer instanceof ApiFile file ? write(file) : Answer.json(200, JsonLine.of(answer));
    }

    private Answer write(ApiFile file) {
        // not waited for: other operations need the threads
        if (!files.tryAcquire()) {
            return Answer.busy(MOST_FILES + " other files are being made.");
        }
        try {
            BoundedBuffer content = new BoundedBuffer();
            file.content().writeTo(content);
            return new Answer(
                    200,
                    file.type(),
                    content.toByteArray(),
                    Map.of("Content-Disposition", "attachment; filename=\"" + file.name() + "\""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            files.release();
        }
    }

    /** A file in memory: a client that reads slowly holds no thread and no connection of the store. */
    private static final class BoundedBuffer extends ByteArrayOutputStream {
        @Override
        public synchronized void write(int octet) {
            check(1);
            super.write(octet);
        }

        @Override
        public synchronized void write(byte[] octets, int from, int length) {
            check(length);
            super.write(octets, from, length);
        }

        private void check(int length) {
            if (size() + length > LARGEST_FILE) {
                throw ApiProblem.invalid("The file would be larger than 16 MiB. Choose a shorter time.");
            }
        }
    }

    /** What a failure of an operation is answered with. */
    static Answer failed(Throwable failure) {
        if (failure instanceof ApiProblem problem) {
            return Answer.problem(problem);
        }
        if (failure instanceof StoreException lost) {
            return Answer.problem(503, "the store cannot be used", String.valueOf(lost.getMessage()));
        }
        return Answer.problem(500, "defect", "This is a defect in Rollcall. Report it with the lines of the log.");
    }
}
