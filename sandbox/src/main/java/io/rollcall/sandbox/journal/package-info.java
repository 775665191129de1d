/** What a sandbox recorded: requests, invitations and scripted faults. Immutable values. */
@NullMarked
package io.rollcall.sandbox.journal;

import org.jspecify.annotations.NullMarked;
