/** Messages by a WeCom group robot (docs/vendors/robots.md §4). */
@NullMarked
package io.rollcall.tell.wecom;

import org.jspecify.annotations.NullMarked;
