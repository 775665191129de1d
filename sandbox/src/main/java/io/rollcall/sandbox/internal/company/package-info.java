/** The model of a company and the reader of company files. */
@NullMarked
package io.rollcall.sandbox.internal.company;

import org.jspecify.annotations.NullMarked;
