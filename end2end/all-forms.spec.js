// Every procedure's form, filled in with made-up valid answers and submitted, without a script. Runs when MOTCUA_ALL_FORMS is
// set. What is typed comes from support/answers.json, written by
// `MOTCUA_WRITE_ANSWERS=1 cargo test --test windows every_procedure`.

import { readFileSync } from "node:fs";
import { begin } from "./support/citizen.js";
import { SIGNED_IN, expect, test } from "./support/test.js";

const WHO = "Nguyễn Thị Lan";
/** The procedures in as many lots, so that they run side by side. */
const LOTS = 4;

const all = Object.entries(JSON.parse(readFileSync(new URL("support/answers.json", import.meta.url), "utf8")));

const FILES = {
  pdf: { name: "giay-to.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n") },
  jpg: {
    name: "giay-to.jpg",
    mimeType: "image/jpeg",
    buffer: Buffer.from("/9j/4AAQSkZJRgABAQAAAQABAAD/2Q==", "base64"),
  },
  png: {
    name: "giay-to.png",
    mimeType: "image/png",
    buffer: Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgAAEAAAUAAQ0KLbQAAAAASUVORK5CYII=", "base64"),
  },
};

/** Day, month and year in Viet Nam, so many days from today. */
function day(inDays) {
  const at = new Date(Date.now() + inDays * 86_400_000);
  const [year, month, date] = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Ho_Chi_Minh" }).format(at).split("-");
  return { day: date, month, year };
}

/** Dates are kept as days from today, all else as it is typed. */
function typed(inputs) {
  return Object.entries(inputs).flatMap(([name, value]) => {
    if (typeof value === "string") return [[name, value]];
    return Object.entries(day(value.in_days)).map(([part, words]) => [`${name}.${part}`, words]);
  });
}

/** Types, ticks or chooses, as the input is. Gives back what cannot be typed yet: it is asked after the next answer. */
async function put(page, inputs) {
  const later = [];
  for (const [name, value] of inputs) {
    const input = page.locator(`[name="${name}"]`);
    if (await input.first().evaluate((it) => Boolean(it.closest("[hidden]")))) {
      later.push([name, value]);
      continue;
    }
    const folded = page.locator("details:not([open])", { has: page.locator(`[name="${name}"]`) });
    if (await folded.count()) await folded.locator("summary").first().click();
    const kind = await input.first().evaluate((it) => (it.tagName === "INPUT" ? it.type : it.tagName.toLowerCase()));
    if (kind === "radio") await page.locator(`[name="${name}"][value="${value}"]`).check();
    else if (kind === "checkbox") await input.check();
    else if (kind === "select") await input.selectOption(value);
    else await input.fill(value);
  }
  return later;
}

/** Chooses provinces: their communes come with the next page. Gives back those that cannot be chosen yet. */
async function choose(page, provinces) {
  const later = [];
  for (const [name, code] of provinces) {
    const [left] = await put(page, [[name, code]]);
    if (left) later.push(left);
    else await page.locator(`.mc-no-script [name="reload"][value="${name.slice(0, -".province".length)}"]`).click();
  }
  return later;
}

/** Fills in a page and saves it, and again while it asks more. */
async function fill(page, path, inputs) {
  let provinces = typed(inputs).filter(([name]) => name.endsWith(".province"));
  let others = typed(inputs).filter(([name]) => !name.endsWith(".province"));
  for (let round = 0; round < 5; round += 1) {
    await page.goto(path);
    provinces = await choose(page, provinces);
    others = await put(page, others);
    await page.locator("main form button:not([name])").first().click();
    if (!provinces.length && !others.length) return;
  }
  throw new Error(`${path} never asks for ${others.map(([name]) => name)}`);
}

async function apply(visitor, person, procedure, steps) {
  const { page, t } = visitor;
  const list = await begin(visitor, procedure);
  for (const { at, inputs, file, confirmed_by: other } of steps) {
    const path = `${list}/${at}`;
    if (file) {
      await page.goto(path);
      await page.locator('[name="file"]').setInputFiles(FILES[file]);
      await visitor.press(t("citizen.upload.add"));
      await expect(page.getByText(FILES[file].name).first()).toBeVisible();
    } else if (other) {
      await page.goto(list);
      await page.locator(`form[action$="/${at}"] button`).click();
      const them = await person(other, SIGNED_IN);
      await them.page.goto("/account/confirmations");
      await them.press(t("citizen.confirmations.confirm"));
    } else {
      await fill(page, path, inputs);
    }
  }
  await page.goto(`${list}/review`);
  await visitor.press(t("citizen.review.submit"));
  await expect(page.getByRole("heading", { level: 1 }), procedure).toContainText(t("citizen.done.title"));
}

for (let lot = 0; lot < LOTS; lot += 1) {
  test(`every form is filled in and submitted, lot ${lot + 1}`, async ({ person }) => {
    const visitor = await person(WHO, SIGNED_IN);
    for (const [procedure, steps] of all.filter((_, number) => number % LOTS === lot)) {
      await test.step(procedure, () => apply(visitor, person, procedure, steps));
    }
  });
}
