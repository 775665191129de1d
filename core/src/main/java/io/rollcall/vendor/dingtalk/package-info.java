/**
 * DingTalk: what is asked, how the answers are read, and which fault each of its error codes is. The vendor's words stay
 * in here.
 *
 * <p>DingTalk has two generations of calls. The new one (host {@code api}) takes its token in a header and refuses with
 * an HTTP status and a {@code code}; the old one (host {@code oapi}) takes it in the query and answers HTTP 200 with an
 * {@code errcode}, whatever happened (docs/vendors/dingtalk.md §1).
 */
@NullMarked
package io.rollcall.vendor.dingtalk;

import org.jspecify.annotations.NullMarked;
