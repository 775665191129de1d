/** Makes the files of the distribution that are generated. Part of the build, not of the program. */
@NullMarked
package io.rollcall.dist;

import org.jspecify.annotations.NullMarked;
