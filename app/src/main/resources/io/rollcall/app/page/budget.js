// The month's metered calls and events: used, kept, expected.

import { get } from './api.js';
import { dayLine, monthCurve } from './chart.js';
import { h, outside } from './dom.js';
import { bar, chip, empty, table } from './ui.js';
import { clock, duration, isKnown, isoMillis, known, number, percent, plainDay, t, time } from './words.js';

const TONES = { ok: 'good', low: 'warning', 'reserve-only': 'warning', 'used-up': 'bad', refused: 'bad' };

export const budget = {
  name: 'budget',
  read: () => get('budget'),
  draw(data, page) {
    return data.accounts.length === 0 ? empty(t('budget.none'), t('budget.none.detail')) : data.accounts.map((one) => card(one, page, data.accounts.length > 1));
  },
};

function card(account, page, several) {
  const heading = 'account-' + account.account;
  const metered = account.limit > 0;
  const left = Math.max(0, account.limit - account.used);
  const polls = Math.max(0, left - account.reserve);
  return h(
    'section',
    { class: 'card', key: account.account, 'aria-labelledby': heading },
    h(
      'div',
      { class: 'card-head' },
      h('h2', { id: heading }, several ? [outside(account.account), ' · '] : null, month(account.month)),
      account.status ? chip(TONES[account.status] ?? 'quiet', known('budget-status', account.status)) : null,
    ),
    metered
      ? h(
          'div',
          { class: 'figures' },
          figure(t('budget.used'), number(account.used), t('budget.of', { limit: account.limit, part: percent(account.used / account.limit) })),
          figure(t('budget.left'), number(polls), t('budget.left.detail', { reserve: Math.min(left, account.reserve) })),
          account.forecast !== undefined ? figure(t('budget.forecast'), number(account.forecast), account.forecast > account.limit ? t('budget.forecast.over') : t('budget.forecast.fits')) : null,
          events(account.events),
        )
      : h('p', {}, t('budget.unmetered', { used: account.used })),
    (account.days ?? []).length ? [h('h3', {}, t('budget.month')), monthCurve(account), legend(account), daysTable(account, page)] : null,
    h(
      'div',
      { class: 'columns' },
      shares(t('budget.by-flow'), t('flow'), account.byFlow, (name) => (isKnown('by-flow', name) ? known('by-flow', name) : outside(name)), page, 'flow-' + account.account),
      shares(t('budget.by-operation'), t('budget.operation'), account.byOperation, (name) => known('operation', name), page, 'operation-' + account.account),
    ),
    today(account),
    waiting(account, page),
  );
}

function month(text) {
  const [year, number] = text.split('-').map(Number);
  return new Date(year, number - 1, 15).toLocaleString(document.documentElement.lang, { month: 'long', year: 'numeric' });
}

function figure(name, value, detail) {
  return h('div', { class: 'figure' }, h('p', { class: 'figure-name' }, name), h('p', { class: 'figure-value' }, value), detail ? h('p', { class: 'quiet' }, detail) : null);
}

function events(pushed) {
  if (!pushed) {
    return null;
  }
  return figure(t('budget.events'), number(pushed.used), pushed.limit > 0 ? t('budget.events.of', { limit: pushed.limit }) : t('budget.events.unmetered'));
}

function legend(account) {
  return h(
    'ul',
    { class: 'legend', 'aria-hidden': 'true' },
    h('li', {}, h('span', { class: 'swatch used' }), t('budget.used')),
    account.forecast !== undefined ? h('li', {}, h('span', { class: 'swatch forecast' }), t('budget.forecast')) : null,
    account.limit > 0 ? h('li', {}, h('span', { class: 'swatch reserve' }), t('budget.reserve')) : null,
    account.events ? h('li', {}, h('span', { class: 'swatch events' }), t('budget.events.scale')) : null,
  );
}

function daysTable(account, page) {
  return h(
    'details',
    {},
    h('summary', {}, t('budget.days')),
    table({
      view: page,
      name: 'days-' + account.account,
      caption: t('budget.days'),
      rows: account.days,
      rowKey: (one) => one.day,
      columns: [
        { title: t('day'), cell: (one) => plainDay(one.day) },
        { title: t('budget.calls'), end: true, cell: (one) => number(one.calls) },
        { title: t('budget.events'), end: true, cell: (one) => number(one.events ?? 0) },
      ],
    }),
  );
}

function shares(title, column, values, label, page, name) {
  const entries = Object.entries(values ?? {}).sort(([, a], [, b]) => b - a);
  if (entries.length === 0) {
    return null;
  }
  const most = Math.max(...entries.map(([, calls]) => calls), 1);
  return h(
    'div',
    {},
    h('h3', {}, title),
    table({
      view: page,
      name,
      caption: title,
      rows: entries,
      rowKey: ([key]) => key,
      columns: [
        { title: column, cell: ([key]) => label(key) },
        { title: t('budget.calls'), end: true, cell: ([, calls]) => [bar(calls / most), h('span', { class: 'count' }, number(calls))] },
      ],
    }),
  );
}

function today(account) {
  const polls = account.today ?? [];
  if (polls.length === 0) {
    return null;
  }
  return [
    h('h3', {}, t('budget.today')),
    h('p', {}, t('budget.today.next', { n: polls.length, time: clock(polls[0]) })),
    dayLine(polls, t('budget.today')),
    h('details', {}, h('summary', {}, t('budget.today.times')), h('p', {}, polls.map((one, index) => [index ? ', ' : '', time(one, clock(one))]))),
  ];
}

function waiting(account, page) {
  const rows = account.waiting ?? [];
  if (rows.length === 0) {
    return null;
  }
  return [
    h('h3', {}, t('budget.waiting')),
    h('p', { class: 'quiet' }, t('budget.waiting.detail')),
    table({
      view: page,
      name: 'waiting-' + account.account,
      caption: t('budget.waiting'),
      rows,
      rowKey: (one) => one.flow,
      columns: [
        { title: t('flow'), short: true, cell: (one) => [outside(one.flow), one.events ? [' ', chip('good', t('budget.with-events'))] : null] },
        { title: t('budget.mean'), end: true, cell: (one) => (one.mean ? duration(isoMillis(one.mean)) : '–') },
        { title: t('budget.worst'), end: true, cell: (one) => (one.worst ? duration(isoMillis(one.worst)) : '–') },
      ],
    }),
  ];
}
