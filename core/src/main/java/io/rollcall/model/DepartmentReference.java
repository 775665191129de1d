package io.rollcall.model;

/** What names a department in a configuration: its id, or its path. Immutable; thread-safe. */
public sealed interface DepartmentReference permits DepartmentId, DepartmentPath {}
