/**
 * What must survive a crash, as interfaces. The implementations live in the store module; nothing here decides.
 */
@NullMarked
package io.rollcall.state;

import org.jspecify.annotations.NullMarked;
