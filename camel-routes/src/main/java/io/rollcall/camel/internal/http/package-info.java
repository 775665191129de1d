/**
 * One request out, one answer back, over camel-http: bounded in time and size, without repeats, redirects, cookies or
 * secrets in Camel's messages.
 */
@NullMarked
package io.rollcall.camel.internal.http;

import org.jspecify.annotations.NullMarked;
