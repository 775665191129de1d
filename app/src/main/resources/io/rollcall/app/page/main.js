// The shell: addresses, navigation, language, theme, sign-in, the live connection; and the view that is shown.

import { session as readSession, signOut } from './api.js';
import { attendance } from './attendance.js';
import { budget } from './budget.js';
import { changes } from './changes.js';
import { confirm, tokenForm } from './dialog.js';
import { h, render } from './dom.js';
import { flows } from './flows.js';
import { listen } from './live.js';
import { now } from './now.js';
import { roster } from './roster.js';
import { setup } from './setup.js';
import { choice, failure } from './ui.js';
import { age, ageText, currentLanguage, loadWords, t } from './words.js';

const VIEWS = [now, flows, budget, changes, roster, attendance, setup];
/** Two reads a second at most, however many changes there are. */
const SPACING = 500;

const root = document.getElementById('page');
let session = {};
let live = null;
let connection = 'waiting';
let message = '';
let shown = null;

/** What a view needs of the page: its state, which lasts as long as the page. */
class Shown {
  constructor(view) {
    this.view = view;
    this.data = null;
    this.error = null;
    this.readAt = null;
    this.lastRead = 0;
    this.timer = null;
    /** The read that is under way; an answer to an earlier one is ignored. */
    this.turn = null;
    this.again = false;
  }

  get session() {
    return session;
  }

  get query() {
    return new URLSearchParams(location.search);
  }

  redraw = () => {
    if (shown === this) {
      draw();
    }
  };

  /**
   * Reads the view's data again; several requests within the spacing become one. A read that is under way is not replaced:
   * where answers take longer than the time between two changes, nothing would ever be shown.
   */
  reread = () => {
    if (this.turn) {
      this.again = true;
      return;
    }
    this.timer ??= setTimeout(this.read, Math.max(0, this.lastRead + SPACING - Date.now()));
  };

  read = async () => {
    clearTimeout(this.timer);
    this.timer = null;
    if (signedOut()) {
      return;
    }
    this.lastRead = Date.now();
    this.again = false;
    const turn = (this.turn = {});
    try {
      const data = await this.view.read(this);
      if (turn === this.turn) {
        this.data = data;
        this.error = null;
        this.readAt = new Date().toISOString();
        first();
      }
    } catch (error) {
      if (turn === this.turn) {
        this.error = error;
        if (error.status === 401) {
          await refreshSession();
        }
      }
    }
    if (turn === this.turn) {
      this.turn = null;
      if (this.again && shown === this) {
        this.reread();
      }
    }
    this.redraw();
  };

  /** Asks before it changes something, then reads again. */
  change = (question) => {
    confirm(session, question, changedSession, (done) => {
      announce(done);
      this.read();
    });
  };

  /** Goes to another address of this page. */
  go = (address) => {
    history.pushState(null, '', address);
    arrive();
  };

  say = announce;
}

/** For measuring how long the first view takes. */
function first() {
  if (performance.getEntriesByName('ready').length === 0) {
    requestAnimationFrame(() => performance.mark('ready'));
  }
}

const states = new Map();

function viewOf(path) {
  const name = path.replace(/\/+$/, '').slice(1) || 'now';
  return VIEWS.find((view) => view.name === name) ?? now;
}

function arrive() {
  const view = viewOf(location.pathname);
  if (!states.has(view)) {
    states.set(view, new Shown(view));
  }
  const before = shown;
  shown = states.get(view);
  draw();
  if (before !== null && before !== shown) {
    scrollTo(0, 0);
    document.querySelector('h1')?.focus({ preventScroll: true });
  }
  shown.read();
}

function signedOut() {
  return session.tokenConfigured && !session.signedIn;
}

async function refreshSession() {
  try {
    changedSession(await readSession());
  } catch (error) {
    // the view shows that there is no answer
  }
}

function changedSession(answer) {
  const was = signedOut();
  session = answer;
  if (signedOut()) {
    live?.close();
    live = null;
    forget();
  } else if (!live) {
    live = listen(changed, connected);
    if (was) {
      shown?.read();
    }
  }
  draw();
}

/** What was read and typed belongs to the session. */
function forget() {
  states.forEach((one) => clearTimeout(one.timer));
  states.clear();
  if (shown) {
    shown = new Shown(shown.view);
    states.set(shown.view, shown);
  }
}

function changed(topic) {
  if (shown && shown.view.name === topic) {
    shown.reread();
  }
}

function connected(state) {
  const before = connection;
  connection = state;
  if (state === 'lost') {
    // a program that was started again knows no session, and refuses the connection
    refreshSession();
  } else if (before === 'lost') {
    announce(t('live.back'));
  }
  if (state === 'open' && before === 'lost') {
    // a read that is under way may wait on the connection that was lost
    shown?.read();
  } else if (state === 'open' && before !== 'open') {
    shown?.reread();
  }
  draw();
}

let messageTimer = null;

function announce(text) {
  message = text;
  clearTimeout(messageTimer);
  messageTimer = setTimeout(() => {
    message = '';
    draw();
  }, 8000);
  draw();
}

function draw() {
  if (!shown) {
    return;
  }
  const view = shown.view;
  document.title = `${t(`view.${view.name}`)} · Rollcall`;
  render(
    root,
    h('a', { class: 'skip', href: '#main', onClick: skip }, t('skip')),
    h('header', { class: 'top' }, h('p', { class: 'brand' }, 'Rollcall'), navigation(view), tools()),
    h(
      'main',
      { id: 'main', 'data-view': view.name },
      signedOut()
        ? signInPage()
        : [
            h(
              'div',
              { class: 'heading', key: 'heading' },
              h('h1', { tabindex: '-1' }, t(`view.${view.name}`)),
              status(),
            ),
            h('div', { class: 'view ' + view.name, key: view.name }, content(view)),
          ],
    ),
    h('div', { role: 'status', 'aria-live': 'polite', class: message ? 'toast' : 'hidden' }, message),
  );
}

function skip(event) {
  event.preventDefault();
  document.querySelector('h1')?.focus();
}

function navigation(current) {
  return h(
    'nav',
    { class: 'views', 'aria-label': t('views') },
    h(
      'ul',
      {},
      VIEWS.map((view) =>
        h(
          'li',
          {},
          h('a', { href: '/' + view.name, 'aria-current': view === current ? 'page' : null, onClick: follow }, t(`view.${view.name}`)),
        ),
      ),
    ),
  );
}

function follow(event) {
  if (event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey) {
    event.preventDefault();
    shown.go(event.currentTarget.getAttribute('href'));
  }
}

function tools() {
  return h(
    'div',
    { class: 'tools' },
    choice(
      {
        class: 'language',
        'aria-label': t('language'),
        onChange: async (event) => {
          await loadWords(event.target.value);
          draw();
        },
      },
      [['en', 'English'], ['zh', '中文']],
      currentLanguage(),
    ),
    choice(
      {
        class: 'theme',
        'aria-label': t('theme'),
        onChange: (event) => {
          globalThis.rollcallTheme.choose(event.target.value);
          draw();
        },
      },
      [['auto', t('theme.auto')], ['light', t('theme.light')], ['dark', t('theme.dark')]],
      globalThis.rollcallTheme.chosen(),
    ),
    session.tokenConfigured && session.signedIn
      ? h('button', { type: 'button', class: 'sign-out', onClick: leave }, t('sign-out'))
      : null,
    session.version ? h('p', { class: 'version quiet' }, session.version) : null,
  );
}

async function leave() {
  try {
    changedSession(await signOut());
  } catch (error) {
    announce(t('error.lost'));
  }
}

/** The age of what is shown, and whether news would arrive. */
function status() {
  const lost = connection === 'lost';
  return h(
    'p',
    { class: 'status' },
    h('span', { class: lost ? 'dot bad' : connection === 'open' ? 'dot good' : 'dot', 'aria-hidden': 'true' }),
    h('span', { role: 'status' }, lost ? t('live.lost') : connection === 'open' ? t('live.open') : t('live.connecting')),
    shown.readAt ? [' · ', t('live.read'), ' ', age(shown.readAt)] : null,
  );
}

function content(view) {
  return [
    shown.error ? h('div', { key: 'error' }, failure(shown.error, shown.read)) : null,
    shown.data ? drawn(view) : shown.error ? null : h('p', { class: 'quiet', key: 'loading' }, t('loading')),
  ];
}

/** An answer that the view cannot show leaves the rest of the page as it is. */
function drawn(view) {
  try {
    return view.draw(shown.data, shown);
  } catch (defect) {
    console.error(defect);
    return h('div', { key: 'defect' }, failure({ title: t('error.view'), detail: String(defect.message) }));
  }
}

const signInHolder = { redraw: () => draw() };

function signInPage() {
  return h(
    'div',
    { class: 'sign-in-page', key: 'sign-in' },
    h('h1', { tabindex: '-1' }, t('sign-in')),
    h('p', {}, t('sign-in.text')),
    tokenForm(signInHolder, changedSession),
  );
}

/** Ages go on without the rest being drawn. */
function tick() {
  for (const node of document.querySelectorAll('time[data-age]')) {
    const text = ageText(node.dataset.age);
    if (node.firstChild && node.firstChild.data !== text) {
      node.firstChild.data = text;
    }
  }
}

async function start() {
  await Promise.all([loadWords(), readSession().then((answer) => (session = answer), (error) => (session = { error }))]);
  addEventListener('popstate', arrive);
  setInterval(tick, 1000);
  if (!signedOut()) {
    live = listen(changed, connected);
  }
  arrive();
  document.documentElement.dataset.ready = 'true';
}

start();
