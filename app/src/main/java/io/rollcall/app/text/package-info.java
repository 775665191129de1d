/**
 * Lays reports, checks and the audit out as text for people at a terminal. Stateless and thread-safe.
 */
@NullMarked
package io.rollcall.app.text;

import org.jspecify.annotations.NullMarked;
