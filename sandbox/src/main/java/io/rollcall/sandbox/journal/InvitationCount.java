package io.rollcall.sandbox.journal;

/**
 * How often a person or phone was invited to a meeting.
 *
 * @param meeting the meeting's id
 * @param invitee the unionId or the phone number as sent
 * @param count how often, at least 1
 */
public record InvitationCount(String meeting, String invitee, int count) {}
