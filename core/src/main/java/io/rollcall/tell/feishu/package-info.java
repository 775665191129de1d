/** Messages by a Feishu or Lark custom bot (docs/vendors/robots.md §4). */
@NullMarked
package io.rollcall.tell.feishu;

import org.jspecify.annotations.NullMarked;
