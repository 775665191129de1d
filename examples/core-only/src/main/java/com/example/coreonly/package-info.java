/** One question to a vendor with nothing but rollcall-core and the JDK. */
@NullMarked
package com.example.coreonly;

import org.jspecify.annotations.NullMarked;
