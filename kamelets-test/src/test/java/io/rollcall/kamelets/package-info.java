/** Rollcall's Kamelets, run and held to the rules of the Kamelet catalogue. */
@NullMarked
package io.rollcall.kamelets;

import org.jspecify.annotations.NullMarked;
