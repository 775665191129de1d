/**
 * The roster: a company's people as one vendor lists them, joined with what another vendor knows of each.
 *
 * <p>{@link io.rollcall.roster.RosterRun} is a run in four steps, and each step's body has a class: {@link
 * io.rollcall.roster.Departments}, {@link io.rollcall.roster.PersonPages}, {@link io.rollcall.roster.RosterBatches}. Data goes
 * one way: {@code write} reads the batches, {@code enrich} reads the pages, {@code department-pages} reads the departments. A
 * step that has nothing to hand on lets the run's {@link io.rollcall.task.Pump} execute calls until it has.
 *
 * <p>Behind the steps: {@code DepartmentWalk} finds the departments and their order; {@code PageReader} reads their pages
 * ahead; {@code PeopleIndex} keeps who was listed where; {@code RosterJoiner} and {@code Lookups} look people up in
 * batches; {@code RosterWriter} decides what becomes of the file.
 *
 * <p>{@link io.rollcall.roster.ReadAhead} bounds what is buffered; beyond that only the index grows, by at most 80 bytes a
 * person, and the little that is kept of each department.
 */
@NullMarked
package io.rollcall.roster;

import org.jspecify.annotations.NullMarked;
