/** A Spring Boot application that carries Rollcall. */
@NullMarked
package io.rollcall.example.boot;

import org.jspecify.annotations.NullMarked;
