/**
 * Reports of runs and checks as values, and their JSON.
 */
@NullMarked
package io.rollcall.report;

import org.jspecify.annotations.NullMarked;
