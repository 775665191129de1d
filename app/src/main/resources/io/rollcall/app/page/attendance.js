// Who was in which meeting, from when to when, as far as Rollcall saw it.

import { ask, download, get } from './api.js';
import { timeline } from './chart.js';
import { h, id, outside } from './dom.js';
import { ServerPages, button, empty, failure, field, person, table } from './ui.js';
import { clock, day, dayEnd, dayStart, duration, known, number, rich, t, time } from './words.js';

const WEEK = 7;

export const attendance = {
  name: 'attendance',
  async read(page) {
    page.span ??= lastDays(WEEK);
    const meeting = page.query.get('meeting');
    const who = shownPerson(page);
    if (who) {
      return { person: await ask('attendance/person', { user: who.one.user, ...instants(who.span) }), of: who };
    }
    if (meeting) {
      return { meeting: await get('attendance/meeting', { meeting, started: page.query.get('started') }) };
    }
    page.list ??= new ServerPages((after) => get('attendance/meetings', { ...instants(page.span), after }), page.redraw);
    await page.list.load();
    if (page.list.error) {
      throw page.list.error;
    }
    return { list: page.list };
  },
  draw(data, page) {
    if (data.list?.answer?.enabled === false) {
      return empty(t('attendance.off'), t('attendance.off.detail'), h('code', {}, 'rollcall.history=true'));
    }
    const who = shownPerson(page);
    if (who) {
      return personWeek(data.of === who ? data.person : null, who, page);
    }
    if (data.person) {
      return h('p', { class: 'quiet' }, t('loading'));
    }
    return data.meeting ? oneMeeting(data.meeting, page) : meetings(data.list, page);
  },
};

function lastDays(days, to = new Date()) {
  const from = new Date(to.getTime() - (days - 1) * 86_400_000);
  return { from: plain(from), to: plain(to) };
}

function plain(date) {
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;
}

/** Whole days of the reader's time zone, the last one included. */
function instants(span) {
  return { from: dayStart(span.from), to: dayEnd(span.to) };
}

/** The days of a list or of a person; of is what has them. */
function range(of, again) {
  const input = (name) =>
    h('input', {
      type: 'date',
      name,
      required: true,
      value: of.span[name],
      onChange: (event) => {
        if (event.target.value) {
          of.span = { ...of.span, [name]: event.target.value };
          again();
        }
      },
    });
  return h('form', { class: 'filter', key: 'range', onSubmit: (event) => event.preventDefault() }, field(t('from'), input('from')), field(t('to'), input('to')));
}

function meetings(list, page) {
  return [
    h('div', { class: 'bar-above', key: 'above' }, range(page, () => list.restart()), exports(page, instants(page.span), 'attendance')),
    page.exportError ? failure(page.exportError) : null,
    list.error ? failure(list.error) : null,
    list.items.length === 0
      ? empty(t('attendance.none'), t('attendance.none.detail'))
      : table({
          view: page,
          name: 'meetings',
          caption: t('attendance.meetings'),
          rows: list.items,
          paging: list.paging,
          columns: [
            { title: t('meeting'), cell: (one) => h('a', { href: address(one), onClick: (event) => follow(event, page, address(one)) }, one.title ? [outside(one.title), ' '] : null, id(one.meeting)) },
            { title: t('day'), short: true, cell: (one) => day(one.started) },
            { title: t('from'), short: true, cell: (one) => point(one.from) },
            { title: t('to'), short: true, cell: (one) => (one.to ? point(one.to) : t('attendance.running')) },
            { title: t('attendance.people'), end: true, cell: (one) => number(one.people) },
          ],
        }),
  ];
}

function address(one) {
  const given = ['meeting', 'started'].filter((name) => one[name] !== undefined).map((name) => [name, one[name]]);
  return '/attendance?' + new URLSearchParams(given);
}

function follow(event, page, target) {
  if (event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey) {
    event.preventDefault();
    page.data = null;
    page.exportError = null;
    page.go(target);
  }
}

/** @param which what is shown, as the API wants it */
function exports(page, which, name) {
  const save = async (format) => {
    page.exportError = null;
    try {
      await download('attendance/export', { format, ...which }, `${name}.${format}`);
    } catch (error) {
      page.exportError = error;
    }
    page.redraw();
  };
  return h('p', { class: 'buttons' }, button(t('attendance.csv'), () => save('csv')), button(t('attendance.json'), () => save('json')));
}

function oneMeeting(meeting, page) {
  const people = meeting.people ?? [];
  const rows = people.map((one, index) => ({
    key: String(one.user ?? index),
    label: one.user ? h('button', { type: 'button', class: 'link', onClick: () => showPerson(page, one, meeting) }, person(one)) : h('span', { class: 'quiet' }, stranger(one)),
    text: [one.name ?? one.user ?? stranger(one), sessionsText(one.sessions), rolesText(one.roles)].filter(Boolean).join(': '),
    sessions: one.sessions,
    roles: one.roles,
  }));
  const [from, to] = bounds(people.flatMap((one) => one.sessions));
  return [
    h('p', { key: 'back' }, h('a', { href: '/attendance', onClick: (event) => follow(event, page, '/attendance') }, t('attendance.back'))),
    h(
      'section',
      { class: 'card', key: 'meeting', 'aria-labelledby': 'meeting-heading' },
      h('div', { class: 'card-head' }, h('h2', { id: 'meeting-heading' }, meeting.title ? outside(meeting.title) : id(meeting.meeting)), h('span', { class: 'spring' }), exports(page, { meeting: meeting.meeting, started: begin(meeting) }, 'meeting')),
      page.exportError ? failure(page.exportError) : null,
      h('p', { class: 'quiet' }, day(begin(meeting)), ' ', between(meeting), ' · ', t('now.people', { n: people.length })),
      people.length === 0 ? h('p', { class: 'quiet' }, t('attendance.no-people')) : [paged(page, rows, from, to), legend(), details(people, page)],
    ),
  ];
}

function stranger(one) {
  return t(one.phone ? 'attendance.phone' : 'attendance.anonymous');
}

const LINES = 100;

/** A page of the timeline; the table below turns its pages by itself. */
function paged(page, rows, from, to) {
  const pages = Math.ceil(rows.length / LINES);
  const at = Math.min(page.lines ?? 0, pages - 1);
  const turn = (step) => {
    page.lines = at + step;
    page.redraw();
  };
  return [
    timeline(rows.slice(at * LINES, (at + 1) * LINES), from, to, t('attendance.timeline')),
    pages > 1
      ? h(
          'nav',
          { class: 'pager', 'aria-label': t('table.pages') },
          button(t('table.back'), () => turn(-1), { disabled: at === 0 }),
          button(t('table.next'), () => turn(1), { disabled: at === pages - 1 }),
        )
      : null,
  ];
}

function legend() {
  return h(
    'ul',
    { class: 'legend', 'aria-hidden': 'true' },
    ['sure', 'maybe', 'role-host', 'role-co-host'].map((one) => h('li', { key: one }, h('span', { class: 'swatch ' + one }), t('attendance.legend.' + one))),
  );
}

function details(people, page) {
  return [
    h('h3', {}, t('attendance.details')),
    table({
      view: page,
      name: 'people',
      caption: t('attendance.details'),
      rows: people,
      columns: [
        { title: t('person'), cell: (one) => (one.user ? person(one) : stranger(one)) },
        { title: t('attendance.sessions'), cell: (one) => list(one.sessions.map((session) => [between(session), bounded(session)])) },
        { title: t('role'), cell: (one) => list((one.roles ?? []).map((role) => [known('role', role.role), ' ', between(role), role.by === 'rollcall' ? [' ', t('attendance.by-rollcall')] : null])) },
        { title: t('attendance.sum'), end: true, cell: (one) => sum(one.seconds) },
      ],
    }),
  ];
}

function list(items) {
  return items.length === 0 ? '–' : h('ul', { class: 'plain' }, items.map((one, index) => h('li', { key: index }, one)));
}

function bounded(session) {
  return [session.fromKnown, session.toKnown].includes('bounded') ? [' ', h('span', { class: 'quiet' }, t('attendance.bounded'))] : null;
}

/** From when to when; an end that is only bounded is an interval: "10:02–10:22". */
function between(one) {
  return one.to ? rich('attendance.between', { from: point(one.from), to: point(one.to) }) : rich('attendance.since', { from: point(one.from) });
}

function point(bound) {
  return isPoint(bound) ? time(bound.latest, clock(bound.latest)) : h('span', {}, textOf(bound));
}

function isPoint({ earliest, latest }) {
  return latest !== undefined && earliest === latest;
}

/** A time, or an interval, which never looks like a time: "10:02–10:22", "10:02:05–10:02:40", "Mon 23 Nov 23:50–…". */
function textOf(bound) {
  const { earliest, latest } = bound;
  if (isPoint(bound)) {
    return clock(latest);
  }
  if (!earliest || !latest) {
    return [earliest, latest].map((one) => (one ? clock(one) : '?')).join('–');
  }
  if (day(earliest) !== day(latest)) {
    return [earliest, latest].map((one) => `${day(one)} ${clock(one)}`).join('–');
  }
  // rounded outwards, so that the two differ
  const seconds = clock(earliest) === clock(latest);
  const end = seconds ? Math.ceil(Date.parse(latest) / 1000) * 1000 : latest;
  return `${clock(earliest, seconds)}–${clock(end, seconds)}`;
}

/** When a meeting had begun for certain. */
function begin(meeting) {
  return meeting.from.latest ?? meeting.from.earliest ?? meeting.seenAt;
}

function sessionsText(sessions) {
  return sessions.map(words).join(', ');
}

function rolesText(roles) {
  return (roles ?? []).map((one) => `${known('role', one.role)} ${words(one)}`).join(', ');
}

function words(one) {
  return one.to ? t('attendance.between', { from: textOf(one.from), to: textOf(one.to) }) : t('attendance.since', { from: textOf(one.from) });
}

function sum(seconds) {
  if (!seconds || (seconds.least === 0 && seconds.most === undefined)) {
    return '–';
  }
  const [least, most] = [seconds.least, seconds.most].map((one) => (one === undefined ? null : minutes(one)));
  if (most === null) {
    return t('attendance.at-least', { least });
  }
  return least === most ? least : t('attendance.from-to', { least, most });
}

function minutes(seconds) {
  return seconds < 60 ? duration(seconds * 1000) : duration(Math.round(seconds / 60) * 60_000);
}

function bounds(sessions) {
  const starts = sessions.flatMap((one) => ends(one.from));
  const stops = sessions.flatMap((one) => (one.to ? ends(one.to) : [new Date().toISOString()]));
  return [Math.min(...starts.map(Date.parse)), Math.max(...[...starts, ...stops].map(Date.parse))];
}

function ends({ earliest, latest }) {
  return [earliest, latest].filter(Boolean);
}

/** The days around a meeting of a person: not an address of their own, because they name the person. */
function showPerson(page, one, meeting) {
  const middle = new Date(begin(meeting));
  middle.setDate(middle.getDate() + 3);
  page.who = { one, span: lastDays(WEEK, middle < new Date() ? middle : new Date()), search: location.search };
  page.exportError = null;
  page.read().then(() => document.querySelector('#person-heading')?.focus());
  page.redraw();
}

/** Who is shown; another address shows something else. */
function shownPerson(page) {
  return page.who?.search === location.search ? page.who : null;
}

function personWeek(answer, who, page) {
  return h(
    'section',
    { class: 'card', key: 'person', 'aria-labelledby': 'person-heading' },
    h(
      'div',
      { class: 'card-head' },
      h('h2', { id: 'person-heading', tabindex: '-1' }, person(answer?.name ? answer : who.one)),
      h('span', { class: 'spring' }),
      button(t('attendance.back'), () => {
        page.who = null;
        page.exportError = null;
        page.read();
        page.redraw();
      }),
    ),
    h('div', { class: 'bar-above' }, range(who, page.read), exports(page, { user: who.one.user, ...instants(who.span) }, 'person')),
    page.exportError ? failure(page.exportError) : null,
    answer ? week(answer, page) : h('p', { class: 'quiet' }, t('loading')),
  );
}

function week(answer, page) {
  const found = answer.meetings ?? [];
  if (found.length === 0) {
    return empty(t('attendance.none'), t('attendance.none.detail'));
  }
  const [from, to] = bounds(found.flatMap((one) => one.sessions));
  const rows = found.map((one, index) => ({
    key: one.meeting + index,
    label: [h('span', { class: 'quiet' }, day(began(one))), ' ', one.title ? outside(one.title) : id(one.meeting)],
    text: `${one.title ?? one.meeting}: ${sessionsText(one.sessions)}`,
    sessions: one.sessions,
    roles: one.roles,
  }));
  return [
    h('p', {}, t('attendance.sum'), ': ', h('b', {}, sum(answer.seconds))),
    paged(page, rows, from, to),
    legend(),
    table({
      view: page,
      name: 'week',
      caption: t('attendance.meetings'),
      rows: found,
      columns: [
        { title: t('meeting'), cell: (one) => [one.title ? [outside(one.title), ' '] : null, id(one.meeting)] },
        { title: t('day'), cell: (one) => day(began(one)) },
        { title: t('attendance.sessions'), cell: (one) => list(one.sessions.map((session) => [between(session), bounded(session)])) },
        { title: t('attendance.sum'), end: true, cell: (one) => sum(one.seconds) },
      ],
    }),
  ];
}

/** When a person's first session in a meeting had begun for certain. */
function began(one) {
  const [first] = one.sessions;
  return first.from.latest ?? first.from.earliest ?? one.startedAt;
}
