/**
 * Conducts runs of flows: carries out the work on their agendas and makes reports of their results.
 */
@NullMarked
package io.rollcall.camel.internal.flow;

import org.jspecify.annotations.NullMarked;
