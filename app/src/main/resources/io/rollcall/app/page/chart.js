// The month's calls as a curve, and times on a line. Both say in words what they show.

import { h } from './dom.js';
import { clock, day, number, t } from './words.js';

const WIDTH = 640;
const HEIGHT = 220;
const LEFT = 52;
const RIGHT = 12;
/** For the scale of the events. */
const WIDE_RIGHT = 52;
const TOP = 14;
const BOTTOM = 26;

/**
 * Calls of a month: used so far, the forecast, the limit, and the part that is kept for changes; and its events, on a scale of
 * their own at the right.
 *
 * @param account { month, used, limit, reserve, forecast, days, events }
 */
export function monthCurve(account) {
  const [year, month] = account.month.split('-').map(Number);
  const length = new Date(year, month, 0).getDate();
  const line = sums(account.days ?? [], 'calls', account.used);
  const pushed = account.events ? sums(account.days ?? [], 'events', account.events.used) : [];
  const right = account.events ? WIDE_RIGHT : RIGHT;
  const most = Math.max(account.limit ?? 0, account.forecast ?? 0, account.used, 1) * 1.06;
  const x = (at) => LEFT + ((at / length) * (WIDTH - LEFT - right));
  const scale = (all) => (one) => HEIGHT - BOTTOM - (one / all) * (HEIGHT - TOP - BOTTOM);
  const y = scale(most);
  const mostEvents = Math.max(account.events?.limit ?? 0, account.events?.used ?? 0, 1) * 1.06;
  const yEvents = scale(mostEvents);
  const path = (points, height) => points.map(([at, sum], index) => `${index ? 'L' : 'M'}${x(at).toFixed(1)} ${height(sum).toFixed(1)}`).join('');
  const last = line.at(-1);
  const metered = account.limit > 0;
  return h(
    'svg',
    {
      class: 'curve',
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      role: 'img',
      'aria-label': [
        t('budget.curve', {
          used: account.used,
          limit: account.limit ?? 0,
          forecast: account.forecast === undefined ? '–' : number(account.forecast),
        }),
        account.events ? t('budget.curve.events', { used: account.events.used }) : null,
      ].filter(Boolean).join(' '),
    },
    metered
      ? [
          h('rect', { class: 'reserve', x: LEFT, width: WIDTH - LEFT - right, y: y(account.limit), height: y(account.limit - account.reserve) - y(account.limit) }),
          h('line', { class: 'limit', x1: LEFT, x2: WIDTH - right, y1: y(account.limit), y2: y(account.limit) }),
          h('text', { class: 'mark', x: LEFT + 6, y: y(account.limit) + 13 }, t('budget.reserve-band')),
        ]
      : null,
    ticks(most).map((calls) => [
      h('line', { class: 'grid', x1: LEFT, x2: WIDTH - right, y1: y(calls), y2: y(calls) }),
      h('text', { class: 'axis end', x: LEFT - 8, y: y(calls) + 4 }, number(calls)),
    ]),
    account.events ? ticks(mostEvents).map((events) => h('text', { class: 'axis events-axis', x: WIDTH - right + 8, y: yEvents(events) + 4 }, number(events))) : null,
    [1, 8, 15, 22, length].map((at) => h('text', { class: 'axis', x: x(at - 0.5), y: HEIGHT - 8 }, String(at))),
    account.forecast !== undefined
      ? h('path', { class: 'forecast', d: `M${x(last[0]).toFixed(1)} ${y(last[1]).toFixed(1)}L${x(length).toFixed(1)} ${y(account.forecast).toFixed(1)}` })
      : null,
    pushed.length ? h('path', { class: 'events', d: path(pushed, yEvents) }) : null,
    h('path', { class: 'used', d: path(line, y) }),
    h('circle', { class: 'used-end', cx: x(last[0]), cy: y(last[1]), r: 3.5 }),
  );
}

/** Days of the month with what was used until then. @param used what the days do not have was used before they were counted */
function sums(days, kind, used) {
  const missing = Math.max(0, used - days.reduce((sum, one) => sum + (one[kind] ?? 0), 0));
  const points = [[days.length ? Number(days[0].day.slice(8)) - 1 : 0, missing]];
  for (const one of days) {
    points.push([Number(one.day.slice(8)), points.at(-1)[1] + (one[kind] ?? 0)]);
  }
  return points;
}

function ticks(most) {
  const rough = most / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough));
  const values = [];
  for (let value = 0; value <= most; value += step) {
    values.push(value);
  }
  return values;
}

/** Times of one day as marks on a line. */
export function dayLine(times, label) {
  const dates = times.map((one) => new Date(one));
  const start = new Date(dates[0]);
  start.setMinutes(0, 0, 0);
  const end = new Date(dates.at(-1));
  end.setHours(end.getHours() + 1, 0, 0, 0);
  const span = end - start;
  const x = (date) => 24 + ((date - start) / span) * (WIDTH - 48);
  const hours = Math.max(1, Math.ceil(span / 3_600_000 / 8));
  const marks = [];
  for (let at = new Date(start); at <= end; at.setHours(at.getHours() + hours)) {
    marks.push(new Date(at));
  }
  return h(
    'svg',
    { class: 'day-line', viewBox: `0 0 ${WIDTH} 44`, role: 'img', 'aria-label': label },
    h('line', { class: 'base', x1: 24, x2: WIDTH - 24, y1: 16, y2: 16 }),
    marks.map((at) => [
      h('line', { class: 'grid', x1: x(at), x2: x(at), y1: 12, y2: 20 }),
      h('text', { class: 'axis', x: x(at), y: 38 }, clock(at)),
    ]),
    dates.map((date) => h('line', { class: 'poll', x1: x(date), x2: x(date), y1: 6, y2: 26 })),
  );
}

const ROW = 30;

/**
 * People or days as rows, their sessions as bars along the time. An end that is not known exactly fades.
 *
 * @param rows { key, label (elements), text, sessions, roles }
 * @param from,to milliseconds
 */
export function timeline(rows, from, to, label) {
  const left = 0;
  const span = Math.max(to - from, 60_000);
  const x = (millis) => left + ((millis - from) / span) * (WIDTH - left);
  const marks = hours(from, to);
  return h(
    'div',
    { class: 'timeline', role: 'group', 'aria-label': label },
    h(
      'div',
      { class: 'timeline-row axis-row', 'aria-hidden': 'true' },
      h('div', { class: 'timeline-label' }),
      h(
        'svg',
        { viewBox: `0 0 ${WIDTH} 18`, preserveAspectRatio: 'none' },
        marks.map((mark) => h('line', { class: 'grid', x1: x(mark), x2: x(mark), y1: 0, y2: 18 })),
      ),
      h(
        'div',
        { class: 'timeline-times' },
        marks.map((mark) => h('span', { style: { left: (((mark - from) / span) * 100).toFixed(2) + '%' } }, span > 2 * 86_400_000 ? day(mark) : clock(mark))),
      ),
    ),
    rows.map((row) =>
      h(
        'div',
        { class: 'timeline-row', key: row.key },
        h('div', { class: 'timeline-label' }, row.label),
        h(
          'svg',
          { viewBox: `0 0 ${WIDTH} ${ROW}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': row.text },
          marks.map((mark) => h('line', { class: 'grid', x1: x(mark), x2: x(mark), y1: 0, y2: ROW })),
          row.sessions.map((one) => [
            bar('maybe', at(one.from.earliest, from), one.to ? at(one.to.latest, to) : to, 8, 14),
            bar('sure', at(one.from.latest, from), one.to ? at(one.to.earliest, to) : to, 8, 14),
          ]),
          (row.roles ?? []).map((one) => bar('role-' + one.role, at(one.from.latest, from), one.to ? at(one.to.earliest, to) : to, 18, 4)),
        ),
      ),
    ),
  );

  function bar(kind, start, stop, top, height) {
    const width = x(stop) - x(start);
    return width > 0 || kind === 'sure'
      ? h('rect', { class: kind, x: x(start).toFixed(2), width: Math.max(width, 1).toFixed(2), y: top, height, rx: 2 })
      : null;
  }
}

/** A time that may be unknown. */
function at(instant, otherwise) {
  return instant ? Date.parse(instant) : otherwise;
}

const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 240, 360, 720, 1440, 2880].map((minutes) => minutes * 60_000);

function hours(from, to) {
  const step = STEPS.find((one) => (to - from) / one <= 6) ?? STEPS.at(-1);
  const zone = new Date(from).getTimezoneOffset() * 60_000;
  const marks = [];
  for (let at = Math.ceil((from - zone) / step) * step + zone; at < to; at += step) {
    marks.push(at);
  }
  return marks;
}
