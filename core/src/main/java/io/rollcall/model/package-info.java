/**
 * Meetings and company directories in vendor-neutral terms: ids and immutable records. Null means that the vendor's
 * response does not contain the value.
 */
@NullMarked
package io.rollcall.model;

import org.jspecify.annotations.NullMarked;
