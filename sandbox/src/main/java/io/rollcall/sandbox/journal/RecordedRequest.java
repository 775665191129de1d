package io.rollcall.sandbox.journal;

/**
 * A request that the sandbox received.
 *
 * @param at milliseconds since the epoch
 * @param call the operation's name, such as {@code dingtalk.invite}, or {@code -}
 * @param method the HTTP method
 * @param path the path as sent, not decoded
 * @param query the query as sent, without tokens and secrets; may be empty
 * @param status the HTTP status of the response; 0 if the connection was broken instead
 * @param fault the scripted fault that fired, or an empty text
 */
public record RecordedRequest(
        long at, String call, String method, String path, String query, int status, String fault) {}
