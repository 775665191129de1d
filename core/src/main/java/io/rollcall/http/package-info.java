/**
 * HTTP requests and responses as values; nothing here sends.
 */
@NullMarked
package io.rollcall.http;

import org.jspecify.annotations.NullMarked;
