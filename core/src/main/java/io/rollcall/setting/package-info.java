/**
 * Settings as values: a setting declares its name, type, default and meaning once; the parser and the documentation both
 * use that declaration.
 */
@NullMarked
package io.rollcall.setting;

import org.jspecify.annotations.NullMarked;
