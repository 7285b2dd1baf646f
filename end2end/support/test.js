// What a test is given: a server of its own, and people in browsers of their own.

import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { test as base, expect } from "@playwright/test";
import { examiner } from "./accessible.js";
import { copyOf, drop } from "./databases.js";
import { start } from "./server.js";
import { Visitor } from "./visitor.js";
import { birthWords, hallWords } from "./procedure-words.js";
import { wordsOf } from "./words.js";

export { expect };

let started = 0;

export const test = base.extend({
  /** The language of the pages. */
  lang: ["vi", { option: true }],
  /** `sqlite` or `postgres`. */
  database: ["sqlite", { option: true }],

  /** A server with a database of its own, in which nothing has happened yet. */
  server: async ({ database }, use, info) => {
    const { folder, prepared } = JSON.parse(process.env.MOTCUA_E2E);
    const data = await mkdtemp(join(folder, "server-"));
    started += 1;
    const name = `motcua_e2e_${process.pid}_${started}`;
    const environment = await copyOf(database, prepared[database], data, name);
    const server = await start(environment);
    await use({ url: server.url, session: (userName) => join(folder, `${database}-${userName}.json`) });
    await server.stop();
    if (info.status !== info.expectedStatus) await info.attach("server.log", { body: server.log() });
    await drop(database, name);
    await rm(data, { recursive: true, force: true });
  },

  baseURL: async ({ server }, use) => use(server.url),

  /** Sentences of the pages in the language of the run, and of two procedures. */
  t: async ({ lang }, use) => use(wordsOf(lang)),
  birth: async ({ lang }, use) => use(birthWords(lang)),
  hall: async ({ lang }, use) => use(hallWords(lang)),

  /** Gives a person a browser: `person("Nguyễn Thị Lan")`, or an officer who is signed in: `person("duc", { officer: true })`. */
  person: async ({ browser, server, lang, javaScriptEnabled, viewport }, use) => {
    const look = await examiner(browser, viewport);
    const environment = { server, lang, scripted: javaScriptEnabled, examiner: look };
    const visitors = [];
    await use(async (who, { officer = false } = {}) => {
      const context = await browser.newContext({ baseURL: server.url, ...(officer && { storageState: server.session(who) }) });
      await context.addCookies([{ name: "motcua_lang", value: lang, url: server.url }]);
      const visitor = new Visitor(context, await context.newPage(), who, environment);
      visitors.push(visitor);
      return visitor;
    });
    for (const visitor of visitors) await visitor.context.close();
    await look.close();
    expect(visitors.flatMap((visitor) => visitor.watch.problems())).toEqual([]);
  },
});
