/** Simulates the server of Huawei Cloud Meeting, as docs/vendors/huawei.md and the published page describe it. */
@NullMarked
package io.rollcall.sandbox.internal.huawei;

import org.jspecify.annotations.NullMarked;
