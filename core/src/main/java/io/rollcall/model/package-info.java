/**
 * What meetings and company directories are made of, in the field's own words. Nothing here knows a vendor,
 * a wire format or a file.
 */
@NullMarked
package io.rollcall.model;

import org.jspecify.annotations.NullMarked;
