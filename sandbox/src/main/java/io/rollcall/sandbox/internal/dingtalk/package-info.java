/** How DingTalk's servers answer, written from the published pages and docs/vendors/dingtalk.md. Users meet its records only, through Sandbox. */
@NullMarked
package io.rollcall.sandbox.internal.dingtalk;

import org.jspecify.annotations.NullMarked;
