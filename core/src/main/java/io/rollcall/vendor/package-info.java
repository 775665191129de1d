/**
 * What a vendor can do, as small capabilities whose methods return operations. A vendor implements those it can.
 */
@NullMarked
package io.rollcall.vendor;

import org.jspecify.annotations.NullMarked;
