// What each flow does, did and will do; pause and resume.

import { change, get } from './api.js';
import { h, id, outside } from './dom.js';
import { button, chip, choice, counts, empty, facts, failure, field, notice, person, problems, state, table } from './ui.js';
import { age, duration, isKnown, known, number, plainDay, rich, t, time } from './words.js';

const HOURS = [1, 4, 24, 168];
const OUTCOMES = ['complete', 'incomplete', 'failed', 'quarantined'];

export const flows = {
  name: 'flows',
  read: () => get('flows'),
  draw(data, page) {
    if (data.flows.length === 0) {
      return empty(t('flows.none'), t('flows.none.detail'));
    }
    const changing = data.flows.filter((flow) => flow.type !== 'roster');
    return [
      changing.length > 1
        ? h(
            'p',
            { class: 'buttons', key: 'all' },
            changing.every((flow) => flow.pause)
              ? button(t('flows.resume-all'), () => resume(page, []), { class: 'primary' })
              : button(t('flows.pause-all'), () => pause(page, [])),
          )
        : null,
      data.flows.map((flow) => card(flow, page)),
    ];
  },
};

function card(flow, page) {
  const heading = 'flow-' + flow.flow;
  const last = flow.last;
  return h(
    'section',
    { class: 'card', key: flow.flow, 'aria-labelledby': heading, 'data-flow': flow.flow },
    h(
      'div',
      { class: 'card-head' },
      h('h2', { id: heading }, outside(flow.flow)),
      state('flow-state', flow.state),
      flow.stale ? chip('bad', t('flows.stale')) : null,
      h('span', { class: 'spring' }),
      flow.type === 'roster'
        ? null
        : flow.pause
          ? button(t('flows.resume'), () => resume(page, [flow.flow]), { class: 'primary' })
          : button(t('flows.pause'), () => pause(page, [flow.flow])),
    ),
    h('p', { class: 'quiet' }, known('type', flow.type), (flow.accounts ?? []).length ? [' · ', flow.accounts.map((one, index) => [index ? ', ' : '', outside(one)])] : null),
    flow.pause ? paused(flow.pause) : null,
    flow.why ? notice('warning', null, h('p', {}, outside(flow.why))) : null,
    flow.quarantine ? notice('warning', t('flows.quarantine'), h('p', {}, h('a', { href: '/roster' }, t('flows.quarantine.next')))) : null,
    facts(
      [t('flows.schedule'), flow.schedule ? (isKnown('schedule', flow.schedule) ? known('schedule', flow.schedule) : id(flow.schedule)) : null],
      [t('flows.next'), flow.nextRun ? [time(flow.nextRun), ' ', h('span', { class: 'quiet' }, age(flow.nextRun))] : null],
      [t('flows.running'), flow.runningSince ? age(flow.runningSince) : null],
    ),
    last ? lastRun(flow, last, page) : flow.runningSince ? null : h('p', { class: 'quiet' }, t('flows.not-run')),
    week(flow),
  );
}

function paused(pause) {
  return notice(
    'warning',
    t('flows.paused'),
    h(
      'p',
      {},
      pause.since ? [rich('flows.paused.since', { time: time(pause.since) }), ' '] : null,
      pause.until ? rich('flows.paused.until', { time: time(pause.until) }) : t('flows.paused.open'),
    ),
    pause.reason ? h('p', {}, outside(pause.reason)) : null,
  );
}

function lastRun(flow, last, page) {
  const changed = counts('status', last.changes);
  const unchanged = counts('reason', last.unchanged);
  return [
    h('h3', {}, t('flows.last')),
    h(
      'p',
      {},
      state('outcome', last.outcome),
      ' ',
      age(last.endedAt ?? last.startedAt),
      ' · ',
      t('flows.took', { duration: duration(last.durationMs) }),
      ' · ',
      known('trigger', last.trigger),
    ),
    last.roster
      ? rosterFacts(last.roster)
      : changed || unchanged
        ? facts([t('flows.changes'), changed], [t('flows.unchanged'), unchanged])
        : h('p', { class: 'quiet' }, t('changes.none')),
    (last.problems ?? []).length ? [h('h4', {}, t('flows.problems', { n: last.problemCount ?? last.problems.length })), problems(last.problems)] : null,
    report(flow, last, page),
  ];
}

/** The whole report is read when it is opened. */
function report(flow, last, page) {
  const reports = (page.reports ??= {});
  const mine = reports[flow.flow];
  const stamp = last.startedAt + last.endedAt;
  const read = async () => {
    reports[flow.flow] = { ...mine, stamp, busy: true };
    try {
      reports[flow.flow] = { stamp, report: await get(`flows/${encodeURIComponent(flow.flow)}/last`) };
    } catch (error) {
      reports[flow.flow] = { stamp, error };
    }
    page.redraw();
  };
  if (mine && mine.stamp !== stamp && !mine.busy) {
    read();
  }
  return h(
    'details',
    {
      onToggle: (event) => {
        if (event.target.open && !reports[flow.flow]) {
          read();
        } else if (!event.target.open) {
          delete reports[flow.flow];
        }
      },
    },
    h('summary', {}, t('flows.report')),
    mine?.error ? failure(mine.error) : null,
    mine?.report ? rows(flow, mine.report, page) : mine && !mine.error ? h('p', { class: 'quiet' }, t('loading')) : null,
  );
}

function rows(flow, whole, page) {
  const all = [
    ...(whole.changes ?? []).map((one) => ({ ...one, changed: true })),
    ...(whole.unchanged ?? []),
  ];
  if (flow.type === 'roster') {
    return rosterFacts(whole);
  }
  if (all.length === 0) {
    return h('p', { class: 'quiet' }, t('flows.report.none'));
  }
  return table({
    view: page,
    name: 'report-' + flow.flow,
    caption: t('flows.report.caption', { flow: flow.flow }),
    rows: all,
    columns: [
      { title: t('flows.what'), cell: (one) => (one.changed ? [known('action', one.action), ' ', state('status', one.status)] : t('flows.nothing')) },
      { title: t('person'), cell: (one) => person(one) },
      { title: t('meeting'), cell: (one) => (one.meeting ? id(one.meeting) : '–') },
      { title: t('why'), cell: (one) => known('reason', one.reason) },
    ],
  });
}

function rosterFacts(found) {
  return facts(
    [t('roster.people'), found.people === undefined ? null : number(found.people)],
    [t('roster.departments'), found.departments === undefined ? null : number(found.departments)],
    [t('flows.lookup'), counts('lookup', found.lookup)],
    [t('flows.changes'), counts('roster-change', found.changed)],
    [t('flows.written'), found.written ? id(found.written) : null],
  );
}

function week(flow) {
  const days = flow.week ?? [];
  if (days.every((one) => OUTCOMES.every((outcome) => !one[outcome]))) {
    return null;
  }
  const most = Math.max(...days.map((one) => OUTCOMES.reduce((sum, outcome) => sum + (one[outcome] ?? 0), 0)), 1);
  return [
    h('h3', {}, t('flows.week')),
    h(
      'ol',
      { class: 'week' },
      days.map((one) =>
        h(
          'li',
          { key: one.day },
          h(
            'span',
            { class: 'stack', 'aria-hidden': 'true' },
            OUTCOMES.map((outcome) => h('span', { class: 'part ' + outcome, style: { height: (((one[outcome] ?? 0) / most) * 100).toFixed(1) + '%' } })),
          ),
          h('span', { class: 'week-day' }, plainDay(one.day)),
          h(
            'span',
            { class: 'week-count' },
            OUTCOMES.filter((outcome) => one[outcome]).map((outcome) => h('span', { key: outcome, class: 'week-' + outcome }, `${number(one[outcome])} ${known('outcome', outcome)}`)),
            OUTCOMES.every((outcome) => !one[outcome]) ? h('span', { class: 'quiet' }, t('flows.no-run')) : null,
          ),
        ),
      ),
    ),
  ];
}

function named(names) {
  return names.length === 0 ? t('pause.all') : rich('pause.one', { flow: outside(names[0]) });
}

function pause(page, names) {
  page.change({
    title: names.length ? t('pause.title', { flow: names[0] }) : t('pause.title-all'),
    text: [named(names), t('pause.reading'), t('pause.sent')],
    action: t('flows.pause'),
    danger: true,
    fields: (values) => {
      values.until ??= '';
      values.reason ??= '';
      return [
        field(
          t('pause.until'),
          choice(
            { name: 'until', onChange: (event) => (values.until = event.target.value) },
            [['', t('pause.open')], ...HOURS.map((hours) => [String(hours), t('pause.hours.' + hours)])],
            values.until,
          ),
        ),
        field(
          t('pause.reason'),
          h('input', { name: 'reason', maxlength: 200, autocomplete: 'off', onInput: (event) => (values.reason = event.target.value) }),
          t('pause.reason.hint'),
        ),
      ];
    },
    run: (values) => change('pause', { ...flowsOf(names), until: values.until ? `${values.until}h` : undefined, reason: values.reason.trim() || undefined }),
    done: names.length ? t('pause.done', { flow: names[0] }) : t('pause.done-all'),
  });
}

function resume(page, names) {
  page.change({
    title: names.length ? t('resume.title', { flow: names[0] }) : t('resume.title-all'),
    text: [names.length ? rich('resume.text', { flow: outside(names[0]) }) : t('resume.text-all')],
    action: t('flows.resume'),
    run: () => change('resume', flowsOf(names)),
    done: names.length ? t('resume.done', { flow: names[0] }) : t('resume.done-all'),
  });
}

function flowsOf(names) {
  return names.length ? { flows: names } : {};
}
