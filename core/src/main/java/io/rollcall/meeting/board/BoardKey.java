package io.rollcall.meeting.board;

import io.rollcall.model.MeetingId;

/** Identifies a meeting of an application. */
record BoardKey(String application, MeetingId meeting) {}
