/** What the examples' own tests share. */
@NullMarked
package io.rollcall.example.testing;

import org.jspecify.annotations.NullMarked;
