// All that the page knows comes through here: /api/v1, which scripts may use as well.

let csrf = null;

/** The server ends an answer after a minute; this is for a connection that was lost without a word. */
const LONGEST = 65_000;

/** What the API answered instead of what was asked for. */
export class ApiError extends Error {
  constructor(status, title, detail) {
    super(title);
    this.status = status;
    this.title = title;
    this.detail = detail;
  }

  /** Whether there was no answer at all. */
  get lost() {
    return this.status === 0;
  }
}

async function send(method, path, body, headers = {}) {
  let response;
  try {
    response = await fetch('/api/v1/' + path, {
      method,
      signal: AbortSignal.timeout(LONGEST),
      credentials: 'same-origin',
      cache: 'no-store',
      headers: body === undefined ? headers : { ...headers, 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (failure) {
    throw new ApiError(0, '', '');
  }
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    throw new ApiError(response.status, problem.title ?? response.statusText, problem.detail ?? '');
  }
  return response;
}

async function json(response) {
  const text = await response.text().catch(() => {
    throw new ApiError(0, '', '');
  });
  return text === '' ? {} : JSON.parse(text);
}

/** Reads; values that are empty are left out. */
export async function get(path, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const text = new URLSearchParams(given).toString();
  return json(await send('GET', text === '' ? path : `${path}?${text}`));
}

/** Reads with a body: what names people is never part of an address. */
export async function ask(path, body) {
  return json(await send('POST', path, body));
}

/** Changes something. */
export async function change(path, body = {}) {
  return json(await send('POST', path, body, csrf === null ? {} : { 'X-Rollcall-Csrf': csrf }));
}

/** Reads a file, and gives it to the browser to save. */
export async function download(path, body, name) {
  const response = await send('POST', path, body);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Who the page is to the server: version, tokenConfigured, signedIn, mayChange, showNames. */
export async function session() {
  return remember(await get('session'));
}

export async function signIn(token) {
  return remember(await ask('session', { token }));
}

export async function signOut() {
  await send('DELETE', 'session', undefined, csrf === null ? {} : { 'X-Rollcall-Csrf': csrf });
  return session();
}

function remember(answer) {
  csrf = answer.csrf ?? null;
  return answer;
}
