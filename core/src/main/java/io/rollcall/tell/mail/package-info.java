/** Messages by mail. */
@NullMarked
package io.rollcall.tell.mail;

import org.jspecify.annotations.NullMarked;
