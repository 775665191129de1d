/** The monthly budget of metered calls: billing months, the cost of schedules, and a vendor's refusals. */
@NullMarked
package io.rollcall.budget;

import org.jspecify.annotations.NullMarked;
