// What a test is given: a server of its own, and people in browsers of their own.

import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { test as base, expect } from "@playwright/test";
import { examiner } from "./accessible.js";
import { copyOf, drop } from "./databases.js";
import { session } from "./prepare.js";
import { start } from "./server.js";
import { Visitor } from "./visitor.js";
import { birthWords, familyWords, hallWords } from "./procedure-words.js";
import { wordsOf } from "./words.js";

export { expect };

/** For `person`: signed in from the start, where signing in is not what is tested. */
export const SIGNED_IN = { signedIn: true };

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
    await use({ url: server.url, environment, session: (who) => session(folder, database, who) });
    await server.stop();
    if (info.status !== info.expectedStatus) await info.attach("server.log", { body: server.log() });
    await drop(database, name);
    await rm(data, { recursive: true, force: true });
  },

  baseURL: async ({ server }, use) => use(server.url),

  /** Sentences of the pages in the language of the run, and of three procedures. */
  t: async ({ lang }, use) => use(wordsOf(lang)),
  birth: async ({ lang }, use) => use(birthWords(lang)),
  hall: async ({ lang }, use) => use(hallWords(lang)),
  family: async ({ lang }, use) => use(familyWords(lang)),

  /** Gives a person a browser: `person("Nguyễn Thị Lan")`, or one in which they are signed in: `person("duc", SIGNED_IN)`. */
  person: async ({ browser, server, lang, database, javaScriptEnabled, viewport }, use) => {
    // What a page looks like does not depend on the database: it is examined once.
    const look = database === "sqlite" ? await examiner(browser, viewport) : { faults: () => [], close() {} };
    const environment = { server, lang, scripted: javaScriptEnabled, examiner: look };
    const visitors = [];
    await use(async (who, { signedIn = false } = {}) => {
      const context = await browser.newContext({ baseURL: server.url, ...(signedIn && { storageState: server.session(who) }) });
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
