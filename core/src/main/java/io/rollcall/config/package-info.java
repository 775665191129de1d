/**
 * Configurations: from texts of several origins to one value that was checked whole, or to all of its problems at once.
 * Files are read, and paths looked at, by the caller.
 */
@NullMarked
package io.rollcall.config;

import org.jspecify.annotations.NullMarked;
