/**
 * Huawei Cloud Meeting: what is asked, how the answers are read, and which fault each of its error codes is. The vendor's
 * words stay in here.
 */
@NullMarked
package io.rollcall.vendor.huawei;

import org.jspecify.annotations.NullMarked;
