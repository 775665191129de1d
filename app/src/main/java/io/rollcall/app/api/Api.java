package io.rollcall.app.api;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The operations of the API, found by method and path. Immutable and thread-safe. */
public final class Api {
    private final List<ApiOperation> operations;

    /** @throws IllegalArgumentException if two operations have the same method and path */
    public Api(List<ApiOperation> operations) {
        this.operations = List.copyOf(operations);
        Set<String> taken = new HashSet<>();
        for (ApiOperation operation : this.operations) {
            String address = operation.method() + " " + operation.path().replaceAll("\\{[a-z]+\\}", "{}");
            if (!taken.add(address)) {
                throw new IllegalArgumentException("two operations are " + address);
            }
        }
    }

    /**
     * An operation and the values of its path's parameters.
     *
     * @param parameters by the name in braces
     */
    public record Match(ApiOperation operation, Map<String, String> parameters) {}

    /** All operations, in the order of their declaration. */
    public List<ApiOperation> operations() {
        return operations;
    }

    /**
     * The operation of a method and a path.
     *
     * @param segments the path's segments, each decoded
     * @throws ApiProblem with status 404 or 405 if there is none
     */
    public Match find(String method, List<String> segments) {
        for (ApiOperation operation : operations) {
            Optional<Map<String, String>> parameters = parameters(operation, segments);
            if (operation.method().equals(method) && parameters.isPresent()) {
                return new Match(operation, parameters.get());
            }
        }
        Set<String> others = methods(segments);
        if (others.isEmpty()) {
            throw ApiProblem.notFound(
                    "There is no such operation. See docs/integrators/http-api.md for all operations.");
        }
        throw new ApiProblem(405, "method not allowed", "Use " + String.join(" or ", others) + ".");
    }

    /** The methods that a path has; empty if there is no such path. */
    public Set<String> methods(List<String> segments) {
        Set<String> methods = new TreeSet<>();
        for (ApiOperation operation : operations) {
            if (parameters(operation, segments).isPresent()) {
                methods.add(operation.method());
            }
        }
        return methods;
    }

    private static Optional<Map<String, String>> parameters(ApiOperation operation, List<String> segments) {
        List<String> template =
                new ArrayList<>(List.of(operation.path().substring(1).split("/")));
        if (template.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < template.size(); i++) {
            String part = template.get(i);
            if (part.startsWith("{")) {
                parameters.put(part.substring(1, part.length() - 1), segments.get(i));
            } else if (!part.equals(segments.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(parameters);
    }
}
