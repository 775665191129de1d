/**
 * Messages to people in chat: which runs a channel reports, when, in which words, and how each kind of channel is written to and
 * answers. Pure: times are passed in, and nothing here sends.
 */
@NullMarked
package io.rollcall.tell;

import org.jspecify.annotations.NullMarked;
