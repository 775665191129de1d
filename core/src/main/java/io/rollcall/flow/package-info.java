/**
 * What a flow is to the rest of Rollcall: its settings, what it costs, what a check tries for it, and its runs. Each flow is a
 * package of its own that registers a {@link io.rollcall.flow.FlowType}.
 */
@NullMarked
package io.rollcall.flow;

import org.jspecify.annotations.NullMarked;
