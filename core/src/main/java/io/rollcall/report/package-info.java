/**
 * What a run did and what it left alone, as values, and how a person or a script reads them.
 */
@NullMarked
package io.rollcall.report;

import org.jspecify.annotations.NullMarked;
