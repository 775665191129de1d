package io.rollcall.sandbox.internal.wire;

import io.rollcall.sandbox.script.VendorApi;
import java.util.function.Function;

/**
 * Where a request goes.
 *
 * @param api the operation
 * @param meeting the meeting that the path names, decoded; empty where the path names none
 * @param endpoint what answers it
 */
public record Route(VendorApi api, String meeting, Function<Request, Reply> endpoint) {}
