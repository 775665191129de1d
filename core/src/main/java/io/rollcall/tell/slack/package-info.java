/** Messages by a Slack incoming webhook (docs/vendors/robots.md §4). */
@NullMarked
package io.rollcall.tell.slack;

import org.jspecify.annotations.NullMarked;
