/** What a month's metered calls allow: the month by which they are counted, and what a vendor's refusal means for it. */
@NullMarked
package io.rollcall.budget;

import org.jspecify.annotations.NullMarked;
