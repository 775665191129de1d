/** Work that one of the processes that share a store does at a time. */
@NullMarked
package io.rollcall.camel.internal.lock;

import org.jspecify.annotations.NullMarked;
