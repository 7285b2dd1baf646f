// A form filled in with made-up valid answers, which are made for the draft as it stands (`filler.js`), so that they hold for
// what the registers say now; everything else that is asked for, and the submission. Works without scripts.

import { SIGNED_IN, expect } from "./test.js";

const FILES = {
  pdf: { name: "giay-to.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n") },
  jpeg: {
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

const LOADED = { waitUntil: "domcontentloaded" };

/** Presses a button that leads to another page, and waits for that. */
async function press(page, button) {
  const loaded = page.waitForEvent("domcontentloaded");
  await button.click();
  await loaded;
}

/**
 * Types, ticks or chooses, as each input is. Gives back what can only be typed on a later page (`later`), and what the page
 * does not ask for (`elsewhere`).
 */
function put(page, inputs) {
  return page.evaluate((all) => {
    const [later, elsewhere] = [[], []];
    for (const [name, value] of all) {
      const found = [...document.getElementsByName(name)];
      const input = found.find((it) => !["radio", "checkbox"].includes(it.type) || it.value === value) ?? found[0];
      if (!input) elsewhere.push([name, value]);
      else if (input.closest("[hidden]")) later.push([name, value]);
      else if (["radio", "checkbox"].includes(input.type)) {
        if (input.value !== value) throw new Error(`${name} does not offer ${value}`);
        input.checked = true;
      } else {
        if (input.disabled || input.readOnly) throw new Error(`${name} cannot be typed`);
        if (input.maxLength > 0 && value.length > input.maxLength) throw new Error(`${name} does not take ${value}`);
        input.value = value;
        if (input.value !== value) throw new Error(`${name} does not take ${value}`);
      }
    }
    return { later, elsewhere };
  }, inputs);
}

const isProvince = ([name]) => name.endsWith(".province");

/** Chooses provinces: without script their communes come with the next page. */
async function chooseProvinces(page, provinces) {
  for (const [name, code] of provinces) {
    const shown = page.locator(`select[name="${name}"]`);
    if (!(await shown.count()) || (await shown.inputValue()) === code) continue;
    const { later } = await put(page, [[name, code]]);
    if (later.length) continue;
    await press(page, page.locator(`.mc-no-script [name="reload"][value="${name.slice(0, -".province".length)}"]`));
  }
}

/** Fills in a page and saves it, and again while it asks more. Gives back what it does not ask for at all. */
async function fill(page, path, inputs) {
  let left = Object.entries(inputs);
  for (let round = 0; round < 5; round += 1) {
    await page.goto(path, LOADED);
    await chooseProvinces(page, left.filter(isProvince));
    const { later, elsewhere } = await put(page, left);
    await save(page);
    if (!later.length) return elsewhere;
    left = [...later, ...elsewhere];
  }
  throw new Error(`${path} never asks for ${left.map(([name]) => name)}`);
}

/** Presses the button that saves: the first that names nothing. */
const save = (page) => press(page, page.locator("main form button:not([name])").first());

/** The sections of a draft; what is proposed, and should be another, has a page of its own. Whether anything was to be said. */
async function fillSections(page, list, sections, sent) {
  let any = false;
  for (const [section, inputs] of sections) {
    const now = JSON.stringify(inputs);
    if (now === "{}" || sent.get(section) === now) continue;
    sent.set(section, now);
    any = true;
    const path = `${list}/sections/${section}`;
    const elsewhere = await fill(page, path, inputs);
    for (const field of new Set(elsewhere.map(([name]) => name.split(".")[0]))) {
      const own = elsewhere.filter(([name]) => name.split(".")[0] === field);
      const strange = await fill(page, `${path}/${field}/dispute`, Object.fromEntries(own));
      expect(strange, `${path} asks for ${field}`).toEqual([]);
    }
  }
  return any;
}

/** Applies for a procedure; the page is the one of what was submitted. */
export async function apply(visitor, person, helper, procedure) {
  const { page, t } = visitor;
  await page.goto(`/procedures/${procedure}`, LOADED);
  await page.locator(`form[action$="/procedures/${procedure}/apply"] button`).first().click();
  await page.waitForURL(/\/applications\/[0-9a-f-]{36}$/);
  const list = new URL(page.url()).pathname;
  const draft = list.split("/").pop();
  const sent = new Map();
  const others = new Set();
  let next;
  for (let round = 0; round < 10; round += 1) {
    next = await helper.next(draft);
    if (next.record) {
      await fill(page, `${list}/records/${next.record}`, { record: "0" });
      continue;
    }
    if (!next.hindered) break;
    // What else is needed may change with the answers: it is asked for anew.
    if (await fillSections(page, list, next.sections, sent)) continue;
    for (const [document, kind] of next.documents) {
      await page.goto(`${list}/documents/${document}`, LOADED);
      await page.locator('[name="file"]').setInputFiles(FILES[kind]);
      await visitor.press(t("citizen.upload.add"));
      await expect(page.getByText(FILES[kind].name).first()).toBeVisible();
    }
    for (const [confirmation, name] of next.confirmations) {
      if (others.has(confirmation)) continue;
      others.add(confirmation);
      await page.goto(list, LOADED);
      await press(page, page.locator(`form[action$="/confirmations/${confirmation}"] button`));
      const them = await person(name, SIGNED_IN);
      await them.page.goto("/account/confirmations");
      await press(them.page, them.button(t("citizen.confirmations.confirm")));
    }
  }
  expect(next.hindered, `${procedure} can be submitted`).toBe("");
  await page.goto(`${list}/review`, LOADED);
  await visitor.press(t("citizen.review.submit"));
  await expect(page.getByRole("heading", { level: 1 }), procedure).toContainText(t("citizen.done.title"));
}
