// People of the tracked rosters: search, a person's card, this week's changes, the quarantine.

import { ask, change, get } from './api.js';
import { h, id, outside } from './dom.js';
import { ServerPages, button, chip, counts, departments, empty, facts, failure, field, notice, person, state, table } from './ui.js';
import { age, isKnown, known, number, rich, t, time, when } from './words.js';

const PAUSE_IN_TYPING = 200;
/** Shown elsewhere on the card, or of no use to a reader. */
const NOT_AS_FACT = new Set(['userId', 'unionId', 'name', 'departments', 'account', 'avatar', 'departmentOrder', 'lookup', 'flow', 'state']);

export const roster = {
  name: 'roster',
  async read(page) {
    const data = await get('roster');
    const open = data.flows.flatMap((flow) => [flow.quarantine ? page.lost?.[flow.flow] : null, page.recent?.[flow.flow]]);
    await Promise.all(open.map((list) => list?.load()));
    return data;
  },
  draw(data, page) {
    if (data.flows.length === 0) {
      return empty(t('roster.none'), t('roster.none.detail'), h('code', {}, 'rollcall.flow.people.track=true'));
    }
    return [search(page), results(page), data.flows.map((flow) => card(flow, page))];
  },
};

function search(page) {
  return h(
    'form',
    { class: 'search', key: 'search', role: 'search', onSubmit: (event) => {
      event.preventDefault();
      find(page);
    } },
    field(
      t('roster.search'),
      h('input', {
        type: 'search',
        name: 'text',
        autocomplete: 'off',
        spellcheck: 'false',
        onInput: (event) => {
          page.text = event.target.value;
          clearTimeout(page.typing);
          page.typing = setTimeout(() => find(page), PAUSE_IN_TYPING);
        },
      }),
      t(page.session.showNames ? 'roster.search.hint' : 'roster.search.ids'),
    ),
  );
}

function find(page) {
  clearTimeout(page.typing);
  page.card = null;
  const text = (page.text ?? '').trim();
  if (text === '') {
    page.found = null;
    page.redraw();
    return;
  }
  page.found = new ServerPages((after) => ask('roster/search', { text, after }), page.redraw);
  page.found.text = text;
  page.found.load().then(() => {
    if (page.found?.text === text && page.found.items) {
      page.say(t('roster.found', { n: page.found.items.length }));
    }
  });
  page.redraw();
}

function results(page) {
  const list = page.found;
  if (page.card) {
    return personCard(page);
  }
  if (!list) {
    return null;
  }
  return h(
    'section',
    { class: 'card results', key: 'results', 'aria-label': t('roster.results') },
    list.error ? failure(list.error, () => list.load()) : null,
    list.items === null
      ? h('p', { class: 'quiet' }, t('loading'))
      : list.items.length === 0
        ? empty(t('roster.no-match'), t('roster.no-match.detail'))
        : table({
            view: page,
            name: 'found',
            caption: t('roster.results'),
            rows: list.items,
            rowKey: (one) => one.flow + '/' + one.userId,
            paging: list.paging,
            columns: [
              { title: t('person'), cell: (one) => h('button', { type: 'button', class: 'link', onClick: () => open(page, one) }, person(one, 'userId')) },
              { title: t('roster.departments'), cell: (one) => departments(one.departments) },
              { title: t('state'), short: true, cell: (one) => state('person-state', one.state) },
              { title: t('flow'), short: true, cell: (one) => outside(one.flow) },
            ],
          }),
  );
}

async function open(page, one) {
  // an answer that comes late belongs to its own card
  const card = (page.card = { one });
  page.redraw();
  document.querySelector('.person-card h2')?.focus();
  try {
    card.data = await ask('roster/person', { flow: one.flow, userId: one.userId });
  } catch (error) {
    card.error = error;
  }
  page.redraw();
}

function personCard(page) {
  const { one, data, error } = page.card;
  const record = data?.record ?? {};
  return h(
    'section',
    { class: 'card person-card', key: 'card', 'aria-labelledby': 'person-heading' },
    h(
      'div',
      { class: 'card-head' },
      h('h2', { id: 'person-heading', tabindex: '-1' }, person(data?.name ? data : one, 'userId')),
      state('person-state', data?.state ?? one.state),
      h('span', { class: 'spring' }),
      button(t('roster.back'), () => {
        page.card = null;
        page.redraw();
      }),
    ),
    error ? failure(error, () => open(page, one)) : null,
    !data && !error ? h('p', { class: 'quiet' }, t('loading')) : null,
    data
      ? [
          facts(
            ['unionId', data.unionId ?? record.unionId ? id(data.unionId ?? record.unionId) : null],
            [t('roster.since'), data.since ? time(data.since) : null],
            ...fields(record),
          ),
          account(record),
          placements(data, page),
          (data.changes ?? []).length ? [h('h3', {}, t('roster.changes')), changeTable(page, 'person-changes', data.changes)] : null,
        ]
      : null,
  );
}

function fields(record) {
  return Object.entries(record)
    .filter(([name]) => !NOT_AS_FACT.has(name))
    .map(([name, value]) => [isKnown('field', name) ? known('field', name) : outside(name), valueOf(name, value)]);
}

function valueOf(name, value) {
  if (typeof value === 'boolean') {
    return value ? t('yes') : null;
  }
  if (value !== null && typeof value === 'object') {
    return Object.entries(value).map(([key, one], index) => [index ? ', ' : '', outside(key), ': ', outside(String(one))]);
  }
  return /At$/.test(name) ? time(value) : outside(String(value));
}

function account(record) {
  if (!record.lookup) {
    return null;
  }
  return [
    h('h3', {}, t('roster.account')),
    h('p', {}, chip(record.lookup === 'found' || record.lookup === 'unchanged' ? 'good' : 'warning', known('lookup', record.lookup))),
    record.account ? facts(...fields(record.account)) : null,
  ];
}

function placements(data, page) {
  const rows = data.placements ?? [];
  return rows.length === 0
    ? null
    : [
        h('h3', {}, t('roster.placements')),
        table({
          view: page,
          name: 'placements',
          caption: t('roster.placements'),
          rows,
          columns: [
            { title: t('roster.department'), cell: (one) => (one.name ? [outside(one.name), ' ', id(one.department)] : id(one.department)) },
            { title: t('from'), cell: (one) => time(one.from) },
            { title: t('to'), cell: (one) => (one.to ? time(one.to) : t('roster.still')) },
          ],
        }),
      ];
}

function changeTable(page, name, rows, paging = undefined) {
  return table({
    view: page,
    name,
    caption: t('roster.changes'),
    rows,
    rowKey: (one) => one.id ?? undefined,
    paging,
    columns: [
      { title: t('time'), short: true, cell: (one) => time(one.at) },
      { title: t('flows.what'), cell: (one) => known('roster-change', one.change) },
      { title: t('person'), cell: (one) => person(one, 'userId') },
      { title: t('roster.details'), cell: (one) => [moved(one), (one.fields ?? []).map((field, index) => [index ? ', ' : '', isKnown('field', field) ? known('field', field) : outside(field)])] },
    ],
  });
}

function moved(one) {
  const from = departments(one.from);
  const to = departments(one.to);
  return from.length || to.length ? [from, from.length && to.length ? ' → ' : '', to] : null;
}

function card(flow, page) {
  const heading = 'roster-' + flow.flow;
  return h(
    'section',
    { class: 'card', key: 'flow-' + flow.flow, 'aria-labelledby': heading, 'data-flow': flow.flow },
    h('div', { class: 'card-head' }, h('h2', { id: heading }, outside(flow.flow)), flow.complete === false ? state('outcome', 'incomplete') : null),
    h(
      'p',
      {},
      t('roster.count', { n: flow.people ?? 0 }),
      flow.walkedAt ? [' · ', rich('roster.walked', { age: age(flow.walkedAt) })] : [' · ', t('roster.not-walked')],
    ),
    flow.quarantine ? quarantine(flow, page) : null,
    h('h3', {}, t('roster.week')),
    counts('roster-change', flow.week) ?? h('p', { class: 'quiet' }, t('roster.week.none')),
    recent(flow, page),
  );
}

/** The changes themselves are read when they are opened. */
function recent(flow, page) {
  if (!counts('roster-change', flow.week)) {
    return null;
  }
  const lists = (page.recent ??= {});
  const list = lists[flow.flow];
  return h(
    'details',
    {
      onToggle: (event) => {
        if (event.target.open && !lists[flow.flow]) {
          const from = new Date(Date.now() - 7 * 86_400_000).toISOString();
          lists[flow.flow] = new ServerPages((after) => get('roster/changes', { flow: flow.flow, from, after }), page.redraw);
          lists[flow.flow].load();
        }
      },
    },
    h('summary', {}, t('roster.week.show')),
    listOf(list, () => changeTable(page, 'recent-' + flow.flow, list.items, list.paging)),
  );
}

function listOf(list, draw) {
  if (!list) {
    return null;
  }
  return [list.error ? failure(list.error, () => list.load()) : null, list.items ? draw() : h('p', { class: 'quiet' }, t('loading'))];
}

function quarantine(flow, page) {
  const held = flow.quarantine;
  const lists = (page.lost ??= {});
  const list = lists[flow.flow];
  return notice(
    'warning',
    t('quarantine.title'),
    h('p', {}, rich('quarantine.text', { lost: held.lost, before: held.before, time: time(held.since) })),
    (held.departments ?? []).length
      ? h('ul', { class: 'counts' }, held.departments.map((one) => h('li', { key: one.id }, h('b', {}, number(one.lost)), ' ', departments([one]))))
      : null,
    held.acceptedUntil
      ? h('p', {}, rich('quarantine.accepted', { time: time(held.acceptedUntil, when(held.acceptedUntil)) }))
      : h('p', {}, t('quarantine.next')),
    h(
      'details',
      {
        onToggle: (event) => {
          if (event.target.open && !lists[flow.flow]) {
            lists[flow.flow] = new ServerPages((after) => get('roster/quarantine', { flow: flow.flow, after }), page.redraw);
            lists[flow.flow].load();
          }
        },
      },
      h('summary', {}, t('quarantine.who')),
      listOf(list, () =>
        table({
          view: page,
          name: 'lost-' + flow.flow,
          caption: t('quarantine.who'),
          rows: list.items,
          rowKey: (one) => one.userId,
          paging: list.paging,
          columns: [
            { title: t('person'), cell: (one) => person(one, 'userId') },
            { title: t('roster.departments'), cell: (one) => departments(one.departments) },
          ],
        }),
      ),
    ),
    held.acceptedUntil ? null : h('p', { class: 'buttons' }, button(t('accept'), () => accept(page, flow), { class: 'primary' })),
  );
}

function accept(page, flow) {
  page.change({
    title: t('accept.title', { flow: flow.flow }),
    text: [rich('accept.text', { flow: outside(flow.flow), n: flow.quarantine.lost }), t('accept.when')],
    action: t('accept'),
    danger: true,
    run: () => change(`flows/${encodeURIComponent(flow.flow)}/accept`, { since: flow.quarantine.since }),
    done: t('accept.done', { flow: flow.flow }),
  });
}
