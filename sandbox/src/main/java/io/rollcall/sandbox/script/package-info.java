/** Scripted faults: which call, which occurrence of it, and what happens instead of the vendor's answer. Values only. */
@NullMarked
package io.rollcall.sandbox.script;

import org.jspecify.annotations.NullMarked;
