/**
 * Requests and answers as plain values: what is to be sent and what came back, without anything that sends.
 */
@NullMarked
package io.rollcall.http;

import org.jspecify.annotations.NullMarked;
