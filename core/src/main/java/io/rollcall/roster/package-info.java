/**
 * The roster: a company's people as one vendor lists them, joined with what another vendor knows of each.
 *
 * <p>{@link io.rollcall.roster.RosterTask} wires four parts. The walk ({@code DepartmentWalk}, {@code PageReader})
 * says which departments there are and reads their pages ahead; the people index ({@code PeopleIndex}) knows who was
 * seen; the joiner ({@code Joiner}, {@code AnswerMatch}) asks about them in batches; the record
 * ({@link io.rollcall.roster.RosterEntry}, {@link io.rollcall.roster.RosterLine},
 * {@link io.rollcall.roster.RosterCsv}) is what the file says of one person.
 *
 * <p>What is held at once is bounded by {@link io.rollcall.roster.ReadAhead}; beyond that only the index grows,
 * by at most 80 bytes a person, and the little that is known of each department.
 */
@NullMarked
package io.rollcall.roster;

import org.jspecify.annotations.NullMarked;
