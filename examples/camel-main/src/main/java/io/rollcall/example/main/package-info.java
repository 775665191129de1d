/** A Camel Main application that carries Rollcall. */
@NullMarked
package io.rollcall.example.main;

import org.jspecify.annotations.NullMarked;
