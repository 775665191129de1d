package io.rollcall.sandbox.seen;

/**
 * A request of late.
 *
 * @param at milliseconds since the epoch
 * @param call the operation's report name, or {@code -}
 * @param method the HTTP method
 * @param path the path as it was sent, not decoded
 * @param query the query, without tokens
 * @param status the HTTP status answered; 0 where the connection was broken instead
 * @param fault the scripted fault that struck, or empty
 */
public record SeenRequest(long at, String call, String method, String path, String query, int status, String fault) {}
