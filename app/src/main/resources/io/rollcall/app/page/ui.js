// The parts that views share.

import { h, id, outside } from './dom.js';
import { known, number, t } from './words.js';

const ROWS = 100;

/** A person: the name where names are shown, and the id. */
export function person(one, key = 'user') {
  const code = one[key] ?? one.userId ?? one.phone;
  if (one.name) {
    return h('span', { class: 'person' }, outside(one.name), code ? [' ', id(code)] : null);
  }
  return code ? id(code) : h('span', { class: 'quiet' }, t('person.unknown'));
}

/** A word with a colour: good, warning, bad or quiet. The word alone says it too. */
export function chip(tone, text) {
  return h('span', { class: 'chip ' + tone }, text);
}

const TONES = {
  complete: 'good', done: 'good', ok: 'good', present: 'good', live: 'good', running: 'good',
  incomplete: 'warning', unknown: 'warning', quarantined: 'warning', paused: 'warning', warning: 'warning', unseen: 'warning',
  failed: 'bad', off: 'bad', closed: 'bad',
  up: 'good', failing: 'warning', silent: 'warning', stopped: 'bad', 'used-up': 'bad',
};

/** The colour of a state. */
export function toneOf(value) {
  return TONES[value] ?? 'quiet';
}

/** A chip for a value of a family of words. */
export function state(family, value) {
  return chip(toneOf(value), known(family, value));
}

export function button(text, onClick, more = {}) {
  return h('button', { type: 'button', onClick, ...more }, text);
}

/** What to show where there is nothing: what that means, and what to do next. */
export function empty(title, ...text) {
  return h('div', { class: 'empty' }, h('p', { class: 'empty-title' }, title), text.map((one) => h('p', {}, one)));
}

/** A message that needs attention. */
export function notice(tone, title, ...content) {
  return h('div', { class: 'notice ' + tone }, title ? h('p', { class: 'notice-title' }, title) : null, content);
}

/** What the API said instead of an answer. */
export function failure(error, retry = null) {
  const title = error.lost ? t('error.lost') : error.title || t('error.status', { status: error.status ?? '' });
  const detail = error.lost ? t('error.lost.detail') : error.detail ?? '';
  return h(
    'div',
    { class: 'notice bad', role: 'alert' },
    h('p', { class: 'notice-title' }, title),
    detail ? h('p', {}, outside(detail)) : null,
    retry ? h('p', {}, button(t('error.retry'), retry)) : null,
  );
}

/** A labelled field of a form. */
export function field(label, control, hint = null) {
  return h('label', { class: 'field' }, h('span', { class: 'label' }, label), control, hint ? h('span', { class: 'hint' }, hint) : null);
}

export function choice(properties, options, selected) {
  return h(
    'select',
    { ...properties, value: selected },
    options.map(([value, text]) => h('option', { value }, text)),
  );
}

/** A list of names and values. */
export function facts(...pairs) {
  return h(
    'dl',
    { class: 'facts' },
    pairs
      .filter((pair) => pair && pair[1] !== null && pair[1] !== undefined && pair[1] !== '')
      .map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))),
  );
}

/**
 * A table that stays quick with many rows: it shows a page of them.
 *
 * @param view the view's state, which remembers the page
 * @param name identifies the table within its view
 * @param columns each with title and cell(row), with end: true for numbers, with short: true for what stays on a line
 * @param paging { more, next(), back() } where the rows are pages of the server
 */
export function table({ view, name, caption, columns, rows, rowKey, rowClass, paging }) {
  const own = !paging;
  const pages = own ? Math.max(1, Math.ceil(rows.length / ROWS)) : 1;
  const page = own ? Math.min(view.pages?.[name] ?? 0, pages - 1) : 0;
  const shown = own ? rows.slice(page * ROWS, (page + 1) * ROWS) : rows;
  const turn = (to) => {
    (view.pages ??= {})[name] = to;
    view.redraw();
  };
  return h(
    'div',
    { class: 'table', key: 'table-' + name },
    h(
      'table',
      { role: 'table' },
      h('caption', { class: 'hidden' }, caption),
      h(
        'thead',
        { role: 'rowgroup' },
        h('tr', { role: 'row' }, columns.map((column) => h('th', { role: 'columnheader', scope: 'col', class: column.end ? 'end' : null }, column.title))),
      ),
      h(
        'tbody',
        { role: 'rowgroup' },
        shown.map((row, index) =>
          h(
            'tr',
            { role: 'row', key: rowKey ? String(rowKey(row)) : page * ROWS + index, class: rowClass?.(row) },
            columns.map((column) => h('td', { role: 'cell', class: column.end ? 'end' : column.short ? 'short' : null, 'data-label': column.title }, h('div', {}, column.cell(row)))),
          ),
        ),
      ),
    ),
    own && pages > 1
      ? pager(
          t('table.rows', { from: page * ROWS + 1, to: page * ROWS + shown.length, all: rows.length }),
          page > 0 ? () => turn(page - 1) : null,
          page < pages - 1 ? () => turn(page + 1) : null,
        )
      : null,
    paging && (paging.back || paging.next) ? pager('', paging.back, paging.next) : null,
  );
}

function pager(text, back, next) {
  return h(
    'nav',
    { class: 'pager', 'aria-label': t('table.pages') },
    button(t('table.back'), () => back?.(), { disabled: !back }),
    button(t('table.next'), () => next?.(), { disabled: !next }),
    h('span', { class: 'quiet' }, text),
  );
}

/** Reads a long list page by page; the view's state remembers where it is. */
export class ServerPages {
  constructor(read, redraw) {
    this.read = read;
    this.redraw = redraw;
    this.cursors = [undefined];
    this.items = null;
    this.next = undefined;
    this.error = null;
    this.busy = false;
  }

  async load() {
    const turn = (this.turn = {});
    this.busy = true;
    try {
      const answer = await this.read(this.cursors.at(-1));
      if (turn !== this.turn) {
        return;
      }
      this.answer = answer;
      this.items = answer.items;
      this.next = answer.next;
      this.error = null;
    } catch (error) {
      if (turn !== this.turn) {
        return;
      }
      this.error = error;
    }
    this.busy = false;
    this.redraw();
  }

  get paging() {
    return {
      back: this.cursors.length > 1 ? () => this.turnTo(this.cursors.slice(0, -1)) : null,
      next: this.next ? () => this.turnTo([...this.cursors, this.next]) : null,
    };
  }

  turnTo(cursors) {
    this.cursors = cursors;
    return this.load();
  }

  /** From the first page, as after another filter. */
  restart() {
    this.cursors = [undefined];
    return this.load();
  }
}

/** A bar beside a number, for comparing rows. */
export function bar(part, tone = '') {
  const width = Math.max(0, Math.min(1, part)) * 100;
  return h('span', { class: 'bar', 'aria-hidden': 'true' }, h('span', { class: 'bar-fill ' + tone, style: { width: width.toFixed(1) + '%' } }));
}

/** Counts by a word, the largest first. */
export function counts(family, values) {
  const entries = Object.entries(values ?? {}).filter(([, count]) => count > 0);
  entries.sort(([, a], [, b]) => b - a);
  return entries.length === 0
    ? null
    : h(
        'ul',
        { class: 'counts' },
        entries.map(([value, count]) => h('li', { key: value }, h('b', {}, number(count)), ' ', known(family, value))),
      );
}

/** The problems of a run: for whom, what, and what to do. */
export function problems(list) {
  return h(
    'ul',
    { class: 'problems' },
    list.map((problem, index) =>
      h(
        'li',
        { key: index },
        h('p', {}, h('b', {}, outside(problem.subject)), ' ', chip('bad', known('fault', problem.fault))),
        h('p', {}, outside(problem.message)),
        problem.code || problem.requestId
          ? h('p', { class: 'quiet' }, [problem.code, problem.requestId].filter(Boolean).map((one, at) => [at ? ' · ' : '', id(one)]))
          : null,
      ),
    ),
  );
}

export function departments(list) {
  return (list ?? []).map((one, index) => [
    index ? ', ' : '',
    one.name ? outside(one.name) : id(one.id ?? one),
  ]);
}
