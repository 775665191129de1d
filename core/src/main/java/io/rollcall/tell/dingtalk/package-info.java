/** Messages by a DingTalk group robot (docs/vendors/robots.md §2). */
@NullMarked
package io.rollcall.tell.dingtalk;

import org.jspecify.annotations.NullMarked;
