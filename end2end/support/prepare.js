// Once for all tests: a database in which officers and citizens are signed in, to be copied for every server. Hashing all
// passwords and signing everybody in for every test would take longer than the tests.

import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { request } from "@playwright/test";
import { drop, empty, hasPostgres } from "./databases.js";
import { program, start } from "./server.js";
import { totp } from "./totp.js";

/** The demo's officers, known from its sign-in page. */
const PASSWORD = "motcua-demo-2026";
const SECRET = Buffer.from("mot-cua-demo-secret!");
const DEMO = [
  ...["duc", "ha.hotich", "chutich", "vanthu", "traketqua", "vanhoa", "nhavanhoa"],
  ...["chuyenvien", "truongphong"],
  ...["motcua.ca", "cutru", "cancuoc", "trattu", "truongca"],
  ...["motcua.bhxh", "bhxh", "chedo", "giamdocbhxh"],
  ...["motcua.tp", "chuyenvien.tp", "lanhdao.tp"],
  ...["quantri", "quantri2"],
];
/** A colleague of the reception officer, added with the program's own command, as an administrator would. */
const COLLEAGUE = ["hoa", "Trần Thị Hòa", "reception_officer"];

/** Adds an officer; gives back the secret of the one-time codes. */
function add(environment, [userName, name, role]) {
  return new Promise((done, fail) => {
    const words = ["officer", "add", userName, "--name", name, "--agency", "H26.97", "--role", role];
    const options = { env: { ...process.env, ...environment } };
    const child = execFile(program(), words, options, (error, said, log) => {
      const secret = /app: ([A-Z2-7]+)/.exec(said)?.[1];
      if (error || !secret) fail(error ?? new Error(`no secret in: ${said}${log}`));
      else done(secret);
    });
    child.stdin.end(`${PASSWORD}\n`);
  });
}

/** Citizens who are no test of signing in. */
export const CITIZENS = ["Nguyễn Thị Lan", "Trần Văn Hùng", "Đỗ Thị Mai", "Nguyễn Đức Khải", "Phạm Thị Hương"];

/** The file with the cookies of somebody who is signed in. */
export const session = (folder, kind, who) => join(folder, `${kind}-${who.replaceAll(" ", "_")}.json`);

/** Signs an officer in and keeps the cookies. The code is that of the last half minute: the present one stays unused. */
async function signIn(url, userName, secret, file) {
  const api = await request.newContext({ baseURL: url });
  const post = () => {
    const form = { back: "/office", user_name: userName, password: PASSWORD, code: totp(secret, -1) };
    return api.post("/office/sign-in", { form, maxRedirects: 0 });
  };
  let answer = await post();
  // A half minute may end while the password is compared: then the code was that of the one before the last.
  if (answer.status() === 422) answer = await post();
  if (answer.status() !== 303) throw new Error(`${userName} cannot sign in: ${answer.status()}\n${await answer.text()}`);
  await writeFile(file, JSON.stringify(await api.storageState()));
  await api.dispose();
}

/** Signs a citizen in by the simulated identity provider, as its page does, and keeps the cookies. */
async function signInCitizen(url, name, file) {
  const api = await request.newContext({ baseURL: url });
  const choice = await api.post("/sign-in/citizen", { form: { back: "/account" } });
  const key = new URL(choice.url()).searchParams.get("request");
  const person = new RegExp(`value="(\\d{12})" aria-label="[^"]*: ${name}"`).exec(await choice.text())?.[1];
  const form = { request: key, lang: "vi", person };
  const answer = await api.post("/national/identity/sign-in", { form });
  if (new URL(answer.url()).pathname !== "/account") throw new Error(`${name} cannot sign in: ${answer.url()}`);
  const cookies = (await api.storageState()).cookies.filter((cookie) => cookie.name === "motcua_session");
  await writeFile(file, JSON.stringify({ cookies, origins: [] }));
  await api.dispose();
}

/** Prepares a kind of database in a folder. */
export async function prepare(kind, folder) {
  const name = `motcua_e2e_${process.pid}`;
  const data = join(folder, kind);
  const environment = await empty(kind, data, name);
  const secrets = new Map(DEMO.map((userName) => [userName, SECRET]));
  secrets.set(COLLEAGUE[0], await add(environment, COLLEAGUE));
  const server = await start(environment);
  try {
    for (const [userName, secret] of secrets) {
      await signIn(server.url, userName, secret, session(folder, kind, userName));
    }
    for (const name of CITIZENS) await signInCitizen(server.url, name, session(folder, kind, name));
  } finally {
    await server.stop();
  }
  return { folder: data, name };
}

/** Playwright's global set-up. */
export default async function setup() {
  const folder = await mkdtemp(join(tmpdir(), "motcua-e2e-"));
  const kinds = hasPostgres() ? ["sqlite", "postgres"] : ["sqlite"];
  const prepared = {};
  for (const kind of kinds) prepared[kind] = await prepare(kind, folder);
  process.env.MOTCUA_E2E = JSON.stringify({ folder, prepared });
  return async () => {
    for (const kind of kinds) await drop(kind, prepared[kind].name);
    await rm(folder, { recursive: true, force: true });
  };
}
