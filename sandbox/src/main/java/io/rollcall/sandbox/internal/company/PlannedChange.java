package io.rollcall.sandbox.internal.company;

import java.time.Duration;

/**
 * A change that a company file plans.
 *
 * @param after counted from the start of the sandbox or its last reset
 */
public record PlannedChange(Duration after, CompanyChange change) {}
