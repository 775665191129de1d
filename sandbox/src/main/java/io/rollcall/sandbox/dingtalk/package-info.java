/** How DingTalk's servers answer, written from the published pages and vendors/dingtalk.md. No API for users. */
@NullMarked
package io.rollcall.sandbox.dingtalk;

import org.jspecify.annotations.NullMarked;
