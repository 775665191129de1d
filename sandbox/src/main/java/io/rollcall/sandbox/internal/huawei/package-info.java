/** How Huawei Cloud Meeting's server answers, written from the published page and docs/vendors/huawei.md. No API for users. */
@NullMarked
package io.rollcall.sandbox.internal.huawei;

import org.jspecify.annotations.NullMarked;
