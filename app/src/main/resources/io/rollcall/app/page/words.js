// The words of the page, and times, numbers and durations as the reader's language writes them.

import { h } from './dom.js';

const LANGUAGES = ['en', 'zh'];
const CLOCK = { hourCycle: 'h23', hour: '2-digit', minute: '2-digit' };
const DAY = { day: 'numeric', month: 'short' };
const FORMATTERS = {
  whole: (locale) => new Intl.DateTimeFormat(locale, { hourCycle: 'h23', dateStyle: 'full', timeStyle: 'long' }),
  day: (locale) => new Intl.DateTimeFormat(locale, { ...DAY, weekday: 'short' }),
  clock: (locale) => new Intl.DateTimeFormat(locale, CLOCK),
  seconds: (locale) => new Intl.DateTimeFormat(locale, { ...CLOCK, second: '2-digit' }),
  thisYear: (locale) => new Intl.DateTimeFormat(locale, { ...DAY, ...CLOCK }),
  otherYear: (locale) => new Intl.DateTimeFormat(locale, { ...DAY, ...CLOCK, year: 'numeric' }),
  ago: (locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'narrow' }),
  number: (locale) => new Intl.NumberFormat(locale),
  plural: (locale) => new Intl.PluralRules(locale),
};

let words = {};
let language = 'en';

/** Making a formatter takes as long as using it a hundred times, and a table has two hundred times. */
const formatters = new Map();
// who opens the laptop again may be in another time zone
document.addEventListener('visibilitychange', () => formatters.clear());

function formatter(name) {
  if (!formatters.has(name)) {
    formatters.set(name, FORMATTERS[name](locale()));
  }
  return formatters.get(name);
}

function remembered() {
  try {
    return localStorage.getItem('rollcall.language');
  } catch (refused) {
    return null;
  }
}

function preferred() {
  const chosen = remembered();
  if (LANGUAGES.includes(chosen)) {
    return chosen;
  }
  const known = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase()).find((tag) => LANGUAGES.includes(tag));
  return known ?? 'en';
}

/** Loads the words of the chosen language, or of the browser's. */
export async function loadWords(chosen) {
  if (chosen) {
    try {
      localStorage.setItem('rollcall.language', chosen);
    } catch (refused) {
      // it then lasts until the page is closed
    }
  }
  language = chosen ?? preferred();
  // beside this file: an address that the browser may keep
  const response = await fetch(new URL(`./${language}.json`, import.meta.url));
  words = await response.json();
  formatters.clear();
  document.documentElement.lang = locale();
}

export function currentLanguage() {
  return language;
}

function locale() {
  return language === 'zh' ? 'zh-CN' : 'en';
}

/**
 * A text with its values: {name} is a value, {name|one|more} a form that agrees with a number. Values may be elements; then
 * use rich.
 */
export function t(key, values = {}) {
  return rich(key, values).join('');
}

/** The same as a list of texts and elements. */
export function rich(key, values = {}) {
  const text = words[key];
  if (text === undefined) {
    console.error('no words for ' + key);
    return [key];
  }
  return text.split(/\{([^}]*)\}/).map((part, index) => {
    if (index % 2 === 0) {
      return part;
    }
    const [name, one, more] = part.split('|');
    const value = values[name];
    if (one !== undefined) {
      return formatter('plural').select(value) === 'one' ? one : more;
    }
    return typeof value === 'number' ? number(value) : value ?? '';
  });
}

/** The words for one of a family's values, such as a reason; a value that has none is shown as it is. */
export function known(family, value) {
  return words[`${family}.${value}`] ?? String(value);
}

/** Whether a family has words for a value. */
export function isKnown(family, value) {
  return words[`${family}.${value}`] !== undefined;
}

export function number(value) {
  return formatter('number').format(value);
}

export function percent(part) {
  return part.toLocaleString(locale(), { style: 'percent', maximumFractionDigits: part < 0.1 ? 1 : 0 });
}

function format(name, instant) {
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? String(instant) : formatter(name).format(date);
}

/** A day, such as "Mon 23 Nov". */
export function day(instant) {
  return format('day', instant);
}

/** A day without a time and a zone, as the API writes it. */
export function plainDay(date) {
  return format('day', date + 'T12:00:00');
}

/** The first moment of a day of the reader's time zone, for the API. @param date such as 2026-11-23 */
export function dayStart(date) {
  return new Date(date + 'T00:00:00').toISOString();
}

/** The first moment of the next day. */
export function dayEnd(date) {
  const end = new Date(date + 'T00:00:00');
  end.setDate(end.getDate() + 1);
  return end.toISOString();
}

export function clock(instant, seconds = false) {
  return format(seconds ? 'seconds' : 'clock', instant);
}

/** Today's times as a clock, others with their day. */
export function when(instant) {
  const date = new Date(instant);
  const today = new Date();
  if (date.toDateString() === today.toDateString()) {
    return clock(instant);
  }
  return format(date.getFullYear() === today.getFullYear() ? 'thisYear' : 'otherYear', instant);
}

/** A time as an element, with the whole time as its title. */
export function time(instant, text = when(instant)) {
  return h('time', { datetime: instant, title: format('whole', instant) }, text);
}

/** How long ago a time is, as an element that keeps itself up to date. */
export function age(instant) {
  return h('time', { datetime: instant, title: format('whole', instant), 'data-age': instant }, ageText(instant));
}

/** Whole units are enough: a reader wants to know whether it is seconds, minutes or hours. */
export function ageText(instant) {
  const seconds = Math.round((Date.now() - new Date(instant)) / 1000);
  const relative = formatter('ago');
  const ahead = seconds < 0 ? 1 : -1;
  const size = Math.abs(seconds);
  if (size < 2) {
    return t('time.now');
  }
  if (size < 60) {
    return relative.format(ahead * size, 'second');
  }
  if (size < 3600) {
    return relative.format(ahead * Math.floor(size / 60), 'minute');
  }
  if (size < 86400) {
    return relative.format(ahead * Math.floor(size / 3600), 'hour');
  }
  return relative.format(ahead * Math.floor(size / 86400), 'day');
}

/** A duration in milliseconds, in its two largest units. */
export function duration(millis) {
  if (millis < 1000) {
    return t('time.ms', { n: Math.round(millis) });
  }
  const seconds = Math.round(millis / 1000);
  const parts = [
    ['time.d', Math.floor(seconds / 86400)],
    ['time.h', Math.floor(seconds / 3600) % 24],
    ['time.m', Math.floor(seconds / 60) % 60],
    ['time.s', seconds % 60],
  ];
  const first = parts.findIndex(([, count]) => count > 0);
  return parts
    .slice(first, first + 2)
    .filter(([, count]) => count > 0)
    .map(([key, count]) => t(key, { n: count }))
    .join(' ');
}

/** The milliseconds of an ISO 8601 duration such as PT4M30S. */
export function isoMillis(text) {
  const [, days, hours, minutes, seconds] = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(text) ?? [];
  return (((Number(days ?? 0) * 24 + Number(hours ?? 0)) * 60 + Number(minutes ?? 0)) * 60 + Number(seconds ?? 0)) * 1000;
}
