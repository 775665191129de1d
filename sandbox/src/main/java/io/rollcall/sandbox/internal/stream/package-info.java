/** Simulates DingTalk's Stream gateway, as docs/vendors/dingtalk-stream.md describes it. */
@NullMarked
package io.rollcall.sandbox.internal.stream;

import org.jspecify.annotations.NullMarked;
