// The words of the page, and times, numbers and durations as the reader's language writes them.

import { h } from './dom.js';

const LANGUAGES = ['en', 'zh'];
let words = {};
let language = 'en';
let plural = new Intl.PluralRules('en');

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
  const response = await fetch(`/${language}.json`);
  words = await response.json();
  plural = new Intl.PluralRules(locale());
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
      return plural.select(value) === 'one' ? one : more;
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
  return value.toLocaleString(locale());
}

export function percent(part) {
  return part.toLocaleString(locale(), { style: 'percent', maximumFractionDigits: part < 0.1 ? 1 : 0 });
}

function format(instant, options) {
  return new Date(instant).toLocaleString(locale(), { hourCycle: 'h23', ...options });
}

const CLOCK = { hour: '2-digit', minute: '2-digit' };

/** A day, such as "Mon 23 Nov". */
export function day(instant) {
  return format(instant, { weekday: 'short', day: 'numeric', month: 'short' });
}

/** A day without a time and a zone, as the API writes it. */
export function plainDay(date) {
  return format(date + 'T12:00:00', { weekday: 'short', day: 'numeric', month: 'short' });
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
  return format(instant, seconds ? { ...CLOCK, second: '2-digit' } : CLOCK);
}

/** Today's times as a clock, others with their day. */
export function when(instant) {
  const date = new Date(instant);
  const today = new Date();
  if (date.toDateString() === today.toDateString()) {
    return clock(instant);
  }
  const sameYear = date.getFullYear() === today.getFullYear();
  return format(instant, { day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }), ...CLOCK });
}

/** A time as an element, with the whole time as its title. */
export function time(instant, text = when(instant)) {
  return h(
    'time',
    { datetime: instant, title: format(instant, { dateStyle: 'full', timeStyle: 'long' }) },
    text,
  );
}

/** How long ago a time is, as an element that keeps itself up to date. */
export function age(instant) {
  return h(
    'time',
    { datetime: instant, title: format(instant, { dateStyle: 'full', timeStyle: 'long' }), 'data-age': instant },
    ageText(instant),
  );
}

/** Whole units are enough: a reader wants to know whether it is seconds, minutes or hours. */
export function ageText(instant) {
  const seconds = Math.round((Date.now() - new Date(instant)) / 1000);
  const relative = new Intl.RelativeTimeFormat(locale(), { numeric: 'auto', style: 'narrow' });
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
