/** Huawei Cloud Meeting: what to ask it, how to read its answers, and how it is configured. */
@NullMarked
package io.rollcall.huawei;

import org.jspecify.annotations.NullMarked;
