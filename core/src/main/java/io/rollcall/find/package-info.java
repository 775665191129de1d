/**
 * Finds people and departments in a company's directory: people by their ids, by a mobile number, or by a part of the name, and
 * departments by their paths.
 */
@NullMarked
package io.rollcall.find;

import org.jspecify.annotations.NullMarked;
