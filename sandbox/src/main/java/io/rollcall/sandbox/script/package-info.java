/** Scripted faults: which calls they affect, and how. Immutable values. */
@NullMarked
package io.rollcall.sandbox.script;

import org.jspecify.annotations.NullMarked;
