/** The robots of chat services, which post what a webhook brings (docs/vendors/robots.md). */
@NullMarked
package io.rollcall.sandbox.internal.robots;

import org.jspecify.annotations.NullMarked;
