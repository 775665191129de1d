package io.rollcall.sandbox.internal.http;

import io.rollcall.sandbox.script.VendorApi;
import java.util.function.Function;

/**
 * The endpoint of a request.
 *
 * @param api the operation
 * @param meeting the meeting that the path names, decoded; empty if the path names none
 * @param endpoint handles the request
 */
public record Route(VendorApi api, String meeting, Function<Request, Response> endpoint) {}
