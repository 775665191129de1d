/**
 * DingTalk: what is asked, how the answers are read, and which fault each of its error codes is. The vendor's words stay
 * in here.
 *
 * <p>DingTalk has two generations of calls. The new one (host {@code api}) takes its token in a header and refuses with
 * an HTTP status and a {@code code}; the old one (host {@code oapi}) takes it in the query and answers HTTP 200 with an
 * {@code errcode}, whatever happened (docs/vendors/dingtalk.md §1).
 *
 * <p>Events come over a WebSocket connection: {@code OpenStream} asks for its address, {@code DingTalkStream} is its protocol, with
 * {@code OpenSchedule} for when to open, {@code StreamInbox} for frames and {@code StreamEvents} for what events say
 * (docs/vendors/dingtalk-stream.md).
 */
@NullMarked
package io.rollcall.vendor.dingtalk;

import org.jspecify.annotations.NullMarked;
