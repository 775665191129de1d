/** How the pages of docs/reference are held to what the code says. */
@NullMarked
package io.rollcall.reference;

import org.jspecify.annotations.NullMarked;
