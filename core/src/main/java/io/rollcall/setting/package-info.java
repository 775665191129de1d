/**
 * What can be configured, as values: a setting declares its name, its kind, its default and its meaning once, and both
 * the parsing and the documentation come from that declaration.
 */
@NullMarked
package io.rollcall.setting;

import org.jspecify.annotations.NullMarked;
