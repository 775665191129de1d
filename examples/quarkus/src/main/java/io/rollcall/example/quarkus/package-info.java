/** A Camel Quarkus application that carries Rollcall. */
@NullMarked
package io.rollcall.example.quarkus;

import org.jspecify.annotations.NullMarked;
