/** The company that the sandbox plays: its file, its people, its meetings, and how its vendors answer. */
@NullMarked
package io.rollcall.sandbox.internal.company;

import org.jspecify.annotations.NullMarked;
