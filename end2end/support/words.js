// The sentences of the pages, from the same files the pages take them from: a test says which sentence it means.

import { readFileSync, readdirSync } from "node:fs";

const folder = new URL("../../texts/locales/", import.meta.url);

/** Reads the part of TOML the locale files use: tables, strings, and inline tables for plurals. */
function read(text) {
  const words = new Map();
  let table = "";
  for (const line of text.split("\n")) {
    const heading = /^\[(.+)\]$/.exec(line.trim());
    if (heading) {
      table = `${heading[1]}.`;
      continue;
    }
    const entry = /^(\w+)\s*=\s*(.+)$/.exec(line.trim());
    if (!entry) continue;
    const [, key, value] = entry;
    if (value.startsWith("{")) {
      for (const [, form, said] of value.matchAll(/(\w+)\s*=\s*("(?:[^"\\]|\\.)*")/g)) {
        words.set(`${table}${key}.${form}`, JSON.parse(said));
      }
    } else {
      words.set(`${table}${key}`, JSON.parse(value));
    }
  }
  return words;
}

const cache = new Map();

/** All sentences of a language, as `file.table.key`. */
function all(lang) {
  if (!cache.has(lang)) {
    const words = new Map();
    for (const file of readdirSync(new URL(`${lang}/`, folder))) {
      const name = file.replace(/\.toml$/, "");
      for (const [key, said] of read(readFileSync(new URL(`${lang}/${file}`, folder), "utf8"))) {
        words.set(`${name}.${key}`, said);
      }
    }
    cache.set(lang, words);
  }
  return cache.get(lang);
}

/**
 * The sentences of a language: `t("citizen.mine.asked", { count: 1 })`. A sentence that does not exist is a fault of the
 * test and ends it.
 */
export function wordsOf(lang) {
  const words = all(lang);
  return (key, values = {}) => {
    const plural = values.count === 1 ? `${key}.one` : `${key}.other`;
    const said = words.get(key) ?? words.get(plural);
    if (said === undefined) throw new Error(`no sentence ${key} in ${lang}`);
    return said.replace(/\{(\w+)\}/g, (all, name) => (name in values ? String(values[name]) : all));
  };
}
