/** Tests of bin/rollcall. */
package io.rollcall.dist.launcher;
