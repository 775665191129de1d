/**
 * What must survive a crash, as interfaces. The implementations live in the store module; nothing here decides.
 */
@NullMarked
package io.rollcall.memory;

import org.jspecify.annotations.NullMarked;
