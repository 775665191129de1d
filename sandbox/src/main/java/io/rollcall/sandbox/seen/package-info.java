/** What a sandbox has seen: requests, rings, scripted faults that struck. Values only. */
@NullMarked
package io.rollcall.sandbox.seen;

import org.jspecify.annotations.NullMarked;
