// Questions before anything is changed. The browser's own dialog keeps the focus inside, and gives it back afterwards.

import { signIn } from './api.js';
import { h, render } from './dom.js';
import { button, failure, field } from './ui.js';
import { t } from './words.js';

/** Shows a dialog until close is called; draw gets { close, redraw }. */
export function show(label, draw) {
  const dialog = document.createElement('dialog');
  dialog.setAttribute('aria-label', label);
  document.body.append(dialog);
  const inside = {
    redraw() {
      render(dialog, draw(inside));
    },
    close() {
      dialog.close();
    },
  };
  dialog.addEventListener('close', () => dialog.remove());
  inside.redraw();
  dialog.showModal();
  return inside;
}

/**
 * Says what will happen, asks, and does it.
 *
 * @param session what the page knows about itself
 * @param question { title, text, action, danger, fields(values), run(values), done }
 * @param signedIn called with the new session after a sign-in
 */
export function confirm(session, question, signedIn, finished) {
  if (!session.tokenConfigured) {
    explain(t('change.no-token'), t('change.no-token.detail'));
    return;
  }
  if (!session.mayChange) {
    askForToken(t('change.sign-in'), (answer) => {
      signedIn(answer);
      confirm(answer, question, signedIn, finished);
    });
    return;
  }
  const values = {};
  let busy = false;
  let error = null;
  show(question.title, (dialog) => {
    const submit = async (event) => {
      event.preventDefault();
      if (busy) {
        return;
      }
      busy = true;
      error = null;
      dialog.redraw();
      try {
        await question.run(values);
        dialog.close();
        finished(question.done);
      } catch (failed) {
        busy = false;
        error = failed;
        dialog.redraw();
      }
    };
    return h(
      'form',
      { onSubmit: submit },
      h('h2', {}, question.title),
      question.text.map((one) => h('p', {}, one)),
      question.fields?.(values),
      error ? failure(error) : null,
      h(
        'p',
        { class: 'buttons' },
        h('button', { type: 'submit', class: question.danger ? 'danger' : 'primary', disabled: busy }, question.action),
        button(t('cancel'), () => dialog.close()),
      ),
    );
  });
}

function explain(title, text) {
  show(title, (dialog) => [
    h('h2', {}, title),
    h('p', {}, text),
    h('p', {}, h('code', {}, 'rollcall.server.token-file=secrets/page-token')),
    h('p', { class: 'buttons' }, button(t('close'), () => dialog.close(), { class: 'primary' })),
  ]);
}

/** Asks for the token in a dialog. */
export function askForToken(text, signedIn) {
  show(t('sign-in'), (dialog) => [
    h('h2', {}, t('sign-in')),
    h('p', {}, text),
    tokenForm(dialog, (answer) => {
      dialog.close();
      signedIn(answer);
    }, () => dialog.close()),
  ]);
}

const forms = new WeakMap();

/** The form for the token; it remembers what happened to the last try. */
export function tokenForm(holder, signedIn, cancel = null) {
  const form = forms.get(holder) ?? { busy: false, error: null };
  forms.set(holder, form);
  const submit = async (event) => {
    event.preventDefault();
    const input = event.target.elements.token;
    form.busy = true;
    form.error = null;
    holder.redraw();
    try {
      const answer = await signIn(input.value);
      input.value = '';
      signedIn(answer);
    } catch (error) {
      form.error = error;
    }
    form.busy = false;
    holder.redraw();
    if (form.error) {
      input.focus();
      input.select();
    }
  };
  return h(
    'form',
    { class: 'sign-in', onSubmit: submit },
    // managers of passwords want a name
    h('input', { class: 'hidden', type: 'text', name: 'username', autocomplete: 'username', value: 'rollcall', tabindex: '-1', 'aria-hidden': 'true' }),
    field(
      t('sign-in.token'),
      h('input', { type: 'password', name: 'token', autocomplete: 'current-password', required: true, spellcheck: 'false' }),
      t('sign-in.hint'),
    ),
    form.error ? failure(form.error) : null,
    h(
      'p',
      { class: 'buttons' },
      h('button', { type: 'submit', class: 'primary', disabled: form.busy }, t('sign-in')),
      cancel ? button(t('cancel'), cancel) : null,
    ),
  );
}
