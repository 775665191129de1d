// What check says, what runs where, and which events came.

import { change, get } from './api.js';
import { h, id, outside } from './dom.js';
import { button, chip, empty, facts, notice, state, table } from './ui.js';
import { age, isKnown, known, rich, t, time } from './words.js';

const RANK = { failed: 0, warning: 1, 'not-tried': 2, 'not-testable': 3, ok: 4 };
const TONES = { failed: 'bad', warning: 'warning', ok: 'good' };

export const setup = {
  name: 'setup',
  read: () => get('setup'),
  draw(data, page) {
    return [check(data.check ?? {}, page), streams(data.streams ?? [], page), channels(data.channels ?? [], page), program(data)];
  },
};

function section(key, title, ...content) {
  return h('section', { class: 'card', key, 'aria-labelledby': 'section-' + key }, h('h2', { id: 'section-' + key }, title), content);
}

function check(found, page) {
  const lines = [...(found.lines ?? [])].sort((a, b) => (RANK[a.result] ?? 2) - (RANK[b.result] ?? 2));
  const failed = lines.filter((one) => one.result === 'failed').length;
  return h(
    'section',
    { class: 'card', key: 'check', 'aria-labelledby': 'section-check' },
    h(
      'div',
      { class: 'card-head' },
      h('h2', { id: 'section-check' }, t('setup.check')),
      found.running ? chip('quiet', t('setup.check.running')) : lines.length ? chip(failed ? 'bad' : 'good', failed ? t('setup.check.failed', { n: failed }) : t('setup.check.good')) : null,
      h('span', { class: 'spring' }),
      button(t('setup.check.start'), () => start(page, found), { disabled: found.running === true }),
    ),
    found.at ? h('p', { class: 'quiet' }, rich('setup.check.at', { age: age(found.at) })) : null,
    lines.length === 0
      ? h('p', { class: 'quiet' }, found.running ? t('setup.check.wait') : t('setup.check.none'))
      : table({
          view: page,
          name: 'check',
          caption: t('setup.check'),
          rows: lines,
          columns: [
            { title: t('setup.what'), cell: (one) => [h('b', {}, isKnown('check', one.check) ? known('check', one.check) : known('operation', one.check)), one.subject ? [' ', outside(one.subject)] : null] },
            { title: t('outcome'), cell: (one) => chip(TONES[one.result] ?? 'quiet', known('check-result', one.result)) },
            { title: t('setup.remedy'), cell: (one) => [one.fault ? [known('fault', one.fault), '. '] : null, one.message ? outside(one.message) : null, one.code ? [' ', id(one.code)] : null, one.requestId ? [' ', id(one.requestId)] : null] },
            { title: t('setup.needed-by'), cell: (one) => (one.flows ?? []).map((flow, index) => [index ? ', ' : '', outside(flow)]) },
          ],
        }),
  );
}

function start(page, found) {
  page.change({
    title: t('setup.check.start'),
    text: [t('setup.check.text', { n: found.meteredCalls ?? 0 }), t('setup.check.harmless')],
    action: t('setup.check.start'),
    run: () => change('check'),
    done: t('setup.check.started'),
  });
}

function streams(list, page) {
  return section(
    'events',
    t('setup.events'),
    list.length === 0
      ? empty(t('setup.events.none'), t('setup.events.none.detail'), h('code', {}, 'rollcall.dingtalk.stream=true'))
      : list.map((stream) => [
          h('h3', {}, outside(stream.account), ' ', state('stream', stream.state)),
          stream.message ? notice('warning', null, h('p', {}, outside(stream.message))) : null,
          Object.keys(stream.events ?? {}).length === 0
            ? h('p', { class: 'quiet' }, t('setup.events.yet'))
            : table({
                view: page,
                name: 'events-' + stream.account,
                caption: t('setup.events'),
                rows: Object.entries(stream.events),
                rowKey: ([type]) => type,
                columns: [
                  { title: t('setup.event'), cell: ([type]) => (isKnown('event', type) ? [known('event', type), ' ', h('span', { class: 'quiet' }, id(type))] : id(type)) },
                  { title: t('setup.event.last'), cell: ([, at]) => age(at) },
                ],
              }),
        ]),
  );
}

/** Where messages to people go. */
function channels(list, page) {
  return list.length === 0
    ? null
    : section(
        'channels',
        t('setup.channels'),
        table({
          view: page,
          name: 'channels',
          caption: t('setup.channels'),
          rows: list,
          rowKey: (one) => one.channel,
          columns: [
            { title: t('setup.channel'), cell: (one) => [outside(one.channel), ' ', h('span', { class: 'quiet' }, known('channel-kind', one.kind))] },
            { title: t('state'), cell: (one) => [state('channel-state', one.state), ' ', age(one.since), one.waiting ? [' ', chip('quiet', t('setup.channel.waiting'))] : null] },
            { title: t('setup.channel.delivered'), short: true, cell: (one) => (one.deliveredAt ? age(one.deliveredAt) : '–') },
            { title: t('setup.remedy'), cell: (one) => [one.message ? outside(one.message) : null, one.code ? [' ', id(one.code)] : null, one.until ? [' ', rich('setup.channel.until', { time: time(one.until) })] : null] },
          ],
        }),
      );
}

function program(data) {
  const files = data.files ?? {};
  return section(
    'program',
    t('setup.program'),
    facts(
      ['Rollcall', data.version],
      ['Java', data.java],
      [t('setup.os'), data.os],
      [t('setup.started'), data.started ? age(data.started) : null],
      [t('setup.configuration'), (files.configuration ?? []).map((one, index) => [index ? ', ' : '', id(one)])],
      [t('setup.store'), files.store ? id(files.store) : null],
      [t('setup.log'), files.log ? id(files.log) : null],
    ),
    notice('quiet', null, h('p', {}, t('setup.docs'))),
  );
}
