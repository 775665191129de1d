/** DingTalk: what to ask it, how to read its answers, and how it is configured. */
@NullMarked
package io.rollcall.dingtalk;

import org.jspecify.annotations.NullMarked;
