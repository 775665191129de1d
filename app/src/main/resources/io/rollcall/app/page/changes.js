// What Rollcall changed at the vendors: the audit.

import { ask } from './api.js';
import { h, id, outside } from './dom.js';
import { release } from './now.js';
import { ServerPages, button, choice, empty, failure, field, person, state, table } from './ui.js';
import { dayEnd, dayStart, known, t, time } from './words.js';

const OUTCOMES = ['done', 'failed', 'unknown', 'paused'];

export const changes = {
  name: 'changes',
  async read(page) {
    page.list ??= new ServerPages((after) => ask('changes', { ...filter(page.wanted ?? {}), after }), page.redraw);
    await page.list.load();
    if (page.list.error) {
      throw page.list.error;
    }
    return page.list;
  },
  draw(list, page) {
    return [
      form(page),
      list.error ? failure(list.error) : null,
      list.items.length === 0
        ? h('div', { key: 'none' }, empty(t('changes.none'), Object.keys(filter(page.wanted ?? {})).length ? t('changes.none.filter') : t('changes.none.detail')))
        : table({
            view: page,
            name: 'changes',
            caption: t('view.changes'),
            rows: list.items,
            rowKey: (one) => one.id,
            paging: list.paging,
            columns: [
              { title: t('time'), short: true, cell: (one) => time(one.at) },
              { title: t('outcome'), short: true, cell: (one) => state('status', one.outcome) },
              { title: t('flows.what'), cell: (one) => known('action', one.action) },
              { title: t('person'), cell: (one) => person(one) },
              { title: t('meeting'), cell: (one) => (one.meeting ? id(one.meeting) : '–') },
              { title: t('why'), cell: (one) => known('reason', one.reason) },
              { title: t('flow'), short: true, cell: (one) => outside(one.flow) },
              {
                title: t('changes.trace'),
                cell: (one) => [
                  [one.code, one.requestId].filter(Boolean).map((text, index) => [index ? ' ' : '', id(text)]),
                  one.outcome === 'unknown' && one.action === 'invite'
                    ? [' ', button(t('release'), () => release(page, one.meeting, one, { change: String(one.id) }), { class: 'small' })]
                    : null,
                ],
              },
            ],
          }),
    ];
  },
};

function filter(wanted) {
  const given = {
    flow: wanted.flow,
    meeting: wanted.meeting,
    person: wanted.person,
    status: wanted.status,
    from: wanted.from ? dayStart(wanted.from) : undefined,
    to: wanted.to ? dayEnd(wanted.to) : undefined,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value));
}

function form(page) {
  const wanted = (page.wanted ??= {});
  const text = (name, label) =>
    field(t(label), h('input', { name, value: wanted[name] ?? '', autocomplete: 'off', spellcheck: 'false', size: 14 }));
  return h(
    'form',
    {
      class: 'filter',
      key: 'filter',
      role: 'search',
      onSubmit: (event) => {
        event.preventDefault();
        page.wanted = Object.fromEntries([...new FormData(event.target)].map(([name, value]) => [name, value.trim()]));
        page.list.restart();
      },
    },
    text('flow', 'flow'),
    text('meeting', 'meeting'),
    text('person', 'changes.person'),
    field(
      t('outcome'),
      choice({ name: 'status' }, [['', t('all')], ...OUTCOMES.map((one) => [one, known('status', one)])], wanted.status ?? ''),
    ),
    ['from', 'to'].map((name) => field(t(name), h('input', { type: 'date', name, value: wanted[name] ?? '' }))),
    h('button', { type: 'submit' }, t('filter')),
  );
}
