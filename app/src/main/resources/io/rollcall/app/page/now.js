// The meetings that run now, as last seen.

import { change, get } from './api.js';
import { h, id, outside } from './dom.js';
import { button, chip, empty, field, person, table, toneOf } from './ui.js';
import { age, isKnown, known, rich, t, time } from './words.js';

const RELEASABLE = new Set(['demoted-by-hand', 'given-up', 'outcome-unknown']);
const GOOD = new Set(['promoted', 'invited', 'already-promoted', 'already-host', 'already-co-host', 'in-meeting', 'already-invited']);
const RANKS = { host: 0, 'co-host': 1 };

export const now = {
  name: 'now',
  read: () => get('now'),
  draw(data, page) {
    if (data.meetings.length === 0) {
      return empty(t('now.none'), t('now.none.detail'), h('a', { href: '/flows' }, t('now.none.next')));
    }
    const filter = (page.filter ?? '').trim().toLowerCase();
    const people = data.meetings.reduce((sum, meeting) => sum + meeting.people.length, 0);
    return [
      h(
        'div',
        { class: 'bar-above', key: 'above' },
        h('p', {}, t('now.summary', { meetings: data.meetings.length, people })),
        people > 20 || filter
          ? field(
              t('now.filter'),
              h('input', {
                type: 'search',
                value: page.filter ?? '',
                onInput: (event) => {
                  page.filter = event.target.value;
                  page.pages = {};
                  page.redraw();
                },
              }),
            )
          : null,
      ),
      data.meetings.map((meeting) => card(meeting, filter, page)),
    ];
  },
};

function card(meeting, filter, page) {
  const key = meeting.account + '/' + meeting.meeting;
  const people = meeting.people.filter((one) => matches(one, filter)).sort(order);
  const heading = 'meeting-' + key;
  return h(
    'section',
    { class: 'card', key, 'aria-labelledby': heading },
    h(
      'div',
      { class: 'card-head' },
      h('h2', { id: heading }, meeting.title ? outside(meeting.title) : [t('now.meeting'), ' ', id(meeting.meeting)]),
      meeting.ended ? chip('quiet', t('now.ended')) : meeting.old ? chip('warning', t('now.old')) : null,
    ),
    h(
      'p',
      { class: 'quiet' },
      meeting.title ? [id(meeting.meeting), ' · '] : null,
      t('now.people', { n: meeting.people.length }),
      meeting.anonymous ? [' · ', t('now.anonymous', { n: meeting.anonymous })] : null,
      meeting.startedAt ? [' · ', rich('now.since', { time: time(meeting.startedAt) })] : null,
      ' · ',
      rich(meeting.source === 'event' ? 'now.by-event' : 'now.by-poll', { age: age(meeting.seenAt) }),
      meeting.account && meeting.account !== 'dingtalk' ? [' · ', outside(meeting.account)] : null,
    ),
    people.length === 0
      ? h('p', { class: 'quiet' }, filter ? t('now.no-match') : t('now.no-people'))
      : table({
          view: page,
          name: key,
          caption: t('now.caption', { meeting: meeting.title ?? meeting.meeting }),
          rows: people,
          rowKey: (one) => one.user ?? one.name ?? '',
          rowClass: (one) => (one.state === 'in-meeting' ? null : 'away'),
          columns: [
            { title: t('person'), cell: (one) => [person(one), marks(one)] },
            { title: t('role'), cell: (one) => (one.role === 'participant' ? h('span', { class: 'quiet' }, known('role', one.role)) : chip('role', known('role', one.role))) },
            { title: t('now.state'), cell: (one) => [known('presence', one.state), one.joinedAt && one.state === 'in-meeting' ? [' ', h('span', { class: 'quiet' }, time(one.joinedAt))] : null] },
            { title: t('now.why'), cell: (one) => (one.flows ?? []).map((flow) => verdict(flow, one, meeting, page)) },
          ],
        }),
  );
}

function matches(one, filter) {
  return filter === '' || [one.name, one.user].some((text) => text?.toLowerCase().includes(filter));
}

function order(a, b) {
  return rank(a) - rank(b) || String(a.name ?? a.user ?? '').localeCompare(String(b.name ?? b.user ?? ''));
}

function rank(one) {
  const away = one.state === 'in-meeting' ? 0 : 10;
  return away + (RANKS[one.role] ?? 2) - ((one.flows ?? []).some((flow) => flow.listed) ? 0.5 : 0);
}

function marks(one) {
  return [
    one.external ? [' ', chip('quiet', t('now.external'))] : null,
    one.phone ? [' ', chip('quiet', t('now.phone'))] : null,
    one.devices > 1 ? [' ', chip('quiet', t('now.devices', { n: one.devices }))] : null,
  ];
}

function verdict(flow, one, meeting, page) {
  const who = one.user;
  return h(
    'p',
    { class: 'verdict', key: flow.flow },
    h('b', {}, outside(flow.flow)),
    ' ',
    flow.listed ? null : [t('now.unlisted'), ' '],
    flow.verdict ? word(flow.verdict) : null,
    flow.since ? [' ', h('span', { class: 'quiet' }, time(flow.since))] : null,
    RELEASABLE.has(flow.verdict) && who
      ? [' ', button(t('release'), () => release(page, meeting.meeting, one, { meeting: meeting.meeting, who }), { class: 'small' })]
      : null,
  );
}

/** Why a person was changed or not; or, where the change is not done, how it stands. */
function word(value) {
  const text = isKnown('reason', value) ? known('reason', value) : known('status', value);
  return GOOD.has(value) ? chip('good', text) : RELEASABLE.has(value) ? chip('warning', text) : chip(toneOf(value), text);
}

/**
 * Asks, and lets Rollcall invite or promote a person again.
 *
 * @param which the meeting and the person, or the change, as the API wants them
 */
export function release(page, meeting, one, which) {
  page.change({
    title: t('release.title'),
    text: [rich('release.text', { person: person(one), meeting: id(meeting) }), t('release.check')],
    action: t('release'),
    danger: true,
    run: () => change('changes/release', which),
    done: t('release.done'),
  });
}
