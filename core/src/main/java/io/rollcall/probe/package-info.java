/**
 * Records vendors' answers without people's data: the anonymiser, the reading calls of a recording, its files, and the table of
 * assumptions that a recording answers.
 */
@NullMarked
package io.rollcall.probe;

import org.jspecify.annotations.NullMarked;
