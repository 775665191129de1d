// Views describe the elements that they want; render changes only what differs. So focus, scrolling, typed text and open
// details survive an update, and text can never become markup: there is no way from here to innerHTML.

const SVG = 'http://www.w3.org/2000/svg';

/**
 * Describes an element. Children are descriptions, texts, numbers, or lists of these; null and false are left out.
 * Properties: key (identity among its siblings), onEvent (a listener), style (CSS properties), value, checked, open,
 * disabled, hidden, indeterminate (set when the description changes, so that what a person typed stays); all others are
 * attributes, where true is an empty one, and false or null is none.
 */
export function h(tag, properties, ...children) {
  const { key, ...rest } = properties ?? {};
  return { tag, key, properties: rest, children: flat(children) };
}

function flat(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false && child !== '');
}

/** Makes a node's children what the descriptions say. */
export function render(parent, ...children) {
  patchChildren(parent, flat(children));
}

function patchChildren(parent, wanted) {
  const keyed = new Map();
  for (const node of parent.childNodes) {
    if (node.rollcall?.key !== undefined) {
      keyed.set(node.rollcall.key, node);
    }
  }
  let at = parent.firstChild;
  for (const child of wanted) {
    let node = child.key === undefined ? at : keyed.get(child.key);
    if (!node || !matches(node, child)) {
      parent.insertBefore(create(child, parent), at);
      continue;
    }
    keyed.delete(child.key);
    if (node === at) {
      at = at.nextSibling;
    } else {
      parent.insertBefore(node, at);
    }
    update(node, child);
  }
  while (at) {
    const next = at.nextSibling;
    at.remove();
    at = next;
  }
}

function matches(node, child) {
  if (typeof child !== 'object') {
    return node.nodeType === Node.TEXT_NODE;
  }
  return node.rollcall !== undefined && node.rollcall.tag === child.tag && node.rollcall.key === child.key;
}

function create(child, parent) {
  if (typeof child !== 'object') {
    return document.createTextNode(String(child));
  }
  const svg = child.tag === 'svg' || (parent.namespaceURI === SVG && parent.localName !== 'foreignObject');
  const node = svg ? document.createElementNS(SVG, child.tag) : document.createElement(child.tag);
  node.rollcall = { tag: child.tag, key: child.key, properties: {} };
  update(node, child);
  return node;
}

function update(node, child) {
  if (typeof child !== 'object') {
    if (node.data !== String(child)) {
      node.data = String(child);
    }
    return;
  }
  const before = node.rollcall.properties;
  node.rollcall.properties = child.properties;
  // a select's value needs its options
  patchChildren(node, child.children);
  for (const name of new Set([...Object.keys(before), ...Object.keys(child.properties)])) {
    if (name.startsWith('on')) {
      listen(node, name.slice(2).toLowerCase());
    } else if (before[name] !== child.properties[name]) {
      set(node, name, child.properties[name], before[name]);
    }
  }
}

function listen(node, event) {
  node.rollcall.listening ??= new Set();
  if (!node.rollcall.listening.has(event)) {
    node.rollcall.listening.add(event);
    // looked up when it happens: the listener of the last description
    node.addEventListener(event, (occurrence) => {
      const name = Object.keys(node.rollcall.properties).find((one) => one.toLowerCase() === 'on' + event);
      if (name) {
        node.rollcall.properties[name](occurrence);
      }
    });
  }
}

const AS_PROPERTY = new Set(['value', 'checked', 'open', 'disabled', 'hidden', 'indeterminate']);

function set(node, name, value, before) {
  if (name === 'style') {
    for (const property of Object.keys(before ?? {})) {
      node.style.removeProperty(property);
    }
    // through the object model, which the content security policy allows
    for (const [property, text] of Object.entries(value ?? {})) {
      node.style.setProperty(property, text);
    }
  } else if (AS_PROPERTY.has(name) && node.namespaceURI !== SVG) {
    node[name] = value ?? (name === 'value' ? '' : false);
  } else if (value === null || value === undefined || value === false) {
    node.removeAttribute(name);
  } else {
    node.setAttribute(name, value === true ? '' : String(value));
  }
}

// what turns text around, hides in it, or is no text
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/**
 * A text that comes from outside, such as a name: set apart from the direction of the text around it, its control
 * characters shown as their numbers.
 */
export function outside(text) {
  const parts = [];
  let from = 0;
  const all = String(text);
  for (const found of all.matchAll(INVISIBLE)) {
    parts.push(all.slice(from, found.index), control(found[0]));
    from = found.index + found[0].length;
  }
  parts.push(all.slice(from));
  return h('bdi', { class: 'outside' }, parts);
}

function control(character) {
  const number = character.codePointAt(0).toString(16).toUpperCase().padStart(4, '0');
  return h('span', { class: 'control' }, 'U+' + number);
}

/** An id from outside: as text, and in letters of equal width. */
export function id(text) {
  return h('code', {}, outside(text));
}
