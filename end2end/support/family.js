// The linked birth group: what a parent does to apply, what the offices do with its parts, and the days between.

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect } from "@playwright/test";
import { begin, chooseResult, codes, declare, nameChild } from "./citizen.js";
import { leave, openWhen } from "./office.js";
import { birthWords, familyWords } from "./procedure-words.js";
import { program } from "./server.js";

export const GROUP = "linked-birth-residence-insurance";

/** Fills in everything the State does not know and looks at what is proposed: five sections. Ends on the list of tasks, and gives back its address. */
export async function fillGroup(visitor, child) {
  const { page, t } = visitor;
  const words = familyWords(visitor.lang);
  const list = await begin(visitor, GROUP);
  const section = (name) => page.locator("#sections, [class*=task-list]").getByRole("link", { name, exact: true });
  await nameChild(visitor, child);
  await section(words.insurance).click();
  await expect(page.getByText(words.station)).toBeVisible();
  await visitor.press(t("citizen.section.confirm"));
  await section(words.identityCard).click();
  await page.getByRole("group", { name: words.wantsCard }).getByRole("radio", { name: t("citizen.field.no") }).check();
  await visitor.press(t("citizen.section.save"));
  await chooseResult(visitor, { proposed: true });
  await declare(visitor);
  return list;
}

/** Submits from the list of tasks; the codes of the group. */
export async function submitGroup(visitor) {
  const { t } = visitor;
  await visitor.button(t("citizen.tasks.submit")).click();
  await visitor.at(t("citizen.review.title"));
  await visitor.press(t("citizen.review.submit"));
  return codes(visitor);
}

/** The box of a part on the page of the group. */
export const partOf = (visitor, name) =>
  visitor.page.locator("section.mc-part").filter({ has: visitor.page.getByRole("heading", { name, exact: true }) });

/** The code of a part, from the page of the group: it appears when the part is open. */
export async function codeOfPart(visitor, group, name) {
  const code = partOf(visitor, name).getByRole("link", { name: /H26|G\d/ }).first();
  await expect
    .poll(async () => {
      await visitor.page.goto(`/dossiers/${group}`);
      return code.count();
    }, `${name} is open`)
    .toBe(1);
  return (await code.getAttribute("href")).split("/").at(-1);
}

/** The ward registers the birth: reception, examination, signature, seal. */
export async function registerBirth(person, code, signedIn) {
  for (const [who, act] of [
    ["duc", "accept"],
    ["ha.hotich", "propose"],
    ["chutich", "approve"],
    ["vanthu", "seal"],
  ]) {
    const officer = await person(who, signedIn);
    const way = birthWords(officer.lang)[act];
    await openWhen(officer, code, way);
    await leave(officer, way);
  }
}

/** A fault of a simulated system, or none. */
export async function fault(server, system, what) {
  await put(server, `faults/${system}`, { fault: what });
}

/** How long a simulated system holds what it is asked. */
export async function pace(server, system, seconds) {
  await put(server, `${system}/pace`, { seconds });
}

/** Puts the clock of the demonstration ahead. */
export async function pass(server, minutes) {
  await put(server, "clock", { minutes });
}

/** Puts the clock so far ahead that so much working time has passed. */
export async function passWorkingTime(server, limit) {
  const clock = await put(server, "clock", { minutes: 0 });
  const now = new Date((await clock.json()).now);
  const local = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Ho_Chi_Minh", dateStyle: "short", timeStyle: "short" });
  const from = local.format(now).replace(" ", "T");
  const said = await promisify(execFile)(program(), ["due", "--from", from, "--limit", limit]);
  const due = new Date(said.stdout.split("\n")[0].trim());
  await pass(server, Math.ceil((due - now) / 60_000) + 1);
}

async function put(server, path, body) {
  const answer = await fetch(`${server.url}/national/api/${path}`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(answer.ok, `${path}: ${answer.status}`).toBe(true);
  return answer;
}
