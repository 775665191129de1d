/**
 * The JSON API of {@code rollcall run}: which operations there are, what each requires and answers. No HTTP: {@code
 * io.rollcall.app.server} turns requests into {@link io.rollcall.app.api.ApiRequest} and answers into responses.
 */
@NullMarked
package io.rollcall.app.api;

import org.jspecify.annotations.NullMarked;
