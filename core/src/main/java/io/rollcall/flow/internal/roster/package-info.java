/**
 * The roster: a company's people as one vendor lists them, joined with what another vendor knows of each.
 *
 * <p>{@link io.rollcall.flow.internal.roster.RosterRun} wires four parts. The walk ({@code DepartmentWalk}, {@code PageReader})
 * says which departments there are and reads their pages ahead; the people index ({@code PeopleIndex}) knows who was
 * seen; the joiner ({@code Joiner}, {@code AnswerMatch}) asks about them in batches; the record
 * ({@link io.rollcall.flow.internal.roster.RosterEntry}, {@link io.rollcall.flow.internal.roster.RosterLine},
 * {@link io.rollcall.flow.internal.roster.RosterCsv}) is what the file says of one person.
 *
 * <p>What is held at once is bounded by {@link io.rollcall.flow.internal.roster.ReadAhead}; beyond that only the index grows,
 * by at most 80 bytes a person, and the little that is known of each department.
 */
@NullMarked
package io.rollcall.flow.internal.roster;

import org.jspecify.annotations.NullMarked;
