// Server-sent events say that something has changed, never what. A connection that ends, or is silent for too long, is opened
// again. Browsers allow six connections to a server, all tabs together, so a page that is not visible has none.

const SILENCE = 40_000;
const RETRY = 3_000;

/**
 * Listens until it is closed.
 *
 * @param changed called with the name of a view
 * @param state called with 'open', 'lost', or 'waiting' while the page is not visible; before each 'open' it may have missed changes
 */
export function listen(changed, state) {
  let source = null;
  let timer = null;
  let closed = false;

  function silentAfter(millis) {
    clearTimeout(timer);
    timer = setTimeout(lost, millis);
  }

  function lost() {
    source?.close();
    if (closed) {
      return;
    }
    state('lost');
    clearTimeout(timer);
    timer = setTimeout(open, RETRY);
  }

  function open() {
    source?.close();
    clearTimeout(timer);
    source = new EventSource('/api/v1/live');
    let opened = false;
    const heard = () => {
      silentAfter(SILENCE);
      if (!opened) {
        opened = true;
        state('open');
      }
    };
    silentAfter(SILENCE);
    source.addEventListener('open', heard);
    source.addEventListener('heartbeat', heard);
    source.addEventListener('changed', (event) => {
      heard();
      changed(event.data);
    });
    // the browser retries by itself, but not after every error, and not at a time that we know
    source.addEventListener('error', lost);
  }

  const shown = () => {
    if (document.visibilityState === 'visible') {
      open();
    } else {
      hide();
    }
  };
  const hide = () => {
    clearTimeout(timer);
    source?.close();
    state('waiting');
  };
  // also a page that the browser keeps for the back button
  const watched = [
    [document, 'visibilitychange', shown],
    [window, 'pageshow', (event) => event.persisted && shown()],
    [window, 'pagehide', hide],
    [window, 'online', shown],
  ];
  watched.forEach(([target, event, action]) => target.addEventListener(event, action));
  shown();
  return {
    close() {
      closed = true;
      hide();
      watched.forEach(([target, event, action]) => target.removeEventListener(event, action));
    },
  };
}
