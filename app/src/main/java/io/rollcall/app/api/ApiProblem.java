package io.rollcall.app.api;

/**
 * A request that cannot be answered. The server answers it as {@code application/problem+json}; the title and the detail are
 * shown to the client, so they contain no secret and nothing of people.
 */
public final class ApiProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String title;

    /**
     * @param status an HTTP status from 400 to 599
     * @param title what is wrong, in a few words
     * @param detail what to do, in a sentence
     */
    public ApiProblem(int status, String title, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.title = title;
    }

    /** A request that is malformed: status 400. */
    public static ApiProblem invalid(String detail) {
        return new ApiProblem(400, "invalid request", detail);
    }

    /** Something that does not exist: status 404. */
    public static ApiProblem notFound(String detail) {
        return new ApiProblem(404, "not found", detail);
    }

    /** A change that does not fit the present state: status 409. */
    public static ApiProblem conflict(String detail) {
        return new ApiProblem(409, "conflict", detail);
    }

    /** An HTTP status from 400 to 599. */
    public int status() {
        return status;
    }

    /** What is wrong, in a few words. */
    public String title() {
        return title;
    }

    /** What to do, in a sentence. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
