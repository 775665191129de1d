/**
 * State that must survive a crash, as interfaces; the store module implements them.
 */
@NullMarked
package io.rollcall.state;

import org.jspecify.annotations.NullMarked;
