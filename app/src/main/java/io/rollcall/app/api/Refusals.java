package io.rollcall.app.api;

import io.rollcall.app.control.UsageException;
import java.util.function.Supplier;

/** Answers what the program refuses. Stateless. */
final class Refusals {
    private Refusals() {}

    /** Calls the program; a wrong request becomes a problem with status 400. */
    static <T> T of(Supplier<T> call) {
        try {
            return call.get();
        } catch (UsageException wrong) {
            throw ApiProblem.invalid(String.valueOf(wrong.getMessage()));
        }
    }

    /** Calls the program; a name that does not exist becomes a problem with status 404. */
    static <T> T named(Supplier<T> call) {
        try {
            return call.get();
        } catch (UsageException wrong) {
            throw ApiProblem.notFound(String.valueOf(wrong.getMessage()));
        }
    }
}
