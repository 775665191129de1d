/**
 * The fault matrix: every operation under every fault, as one table ({@link io.rollcall.camel.matrix.FaultMatrix}) that is
 * driven without HTTP, driven over HTTP, and printed as {@code docs/fault-matrix.md}.
 */
package io.rollcall.camel.matrix;
