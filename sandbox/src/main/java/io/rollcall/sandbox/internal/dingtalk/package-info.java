/** Simulates DingTalk's servers, as docs/vendors/dingtalk.md and the published pages describe them. */
@NullMarked
package io.rollcall.sandbox.internal.dingtalk;

import org.jspecify.annotations.NullMarked;
