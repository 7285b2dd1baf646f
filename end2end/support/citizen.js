// What parents do on the way to a birth certificate.

import { expect } from "@playwright/test";
import { birthWords } from "./procedure-words.js";

/** Begins an application, by the page of the procedure. Gives back the address of its list of tasks. */
export async function begin(visitor, procedure = "birth-registration") {
  const { page, t } = visitor;
  await page.goto(`/procedures/${procedure}`);
  await visitor.press(t("citizen.procedure.start"));
  await expect(page.getByText(t("citizen.tasks.information"))).toBeVisible();
  return page.url();
}

/** Fills in the section with the child's name. */
export async function nameChild(visitor, name) {
  const words = birthWords(visitor.lang);
  await visitor.link(words.child).click();
  await visitor.page.getByLabel(words.childName).fill(name);
  await visitor.press(visitor.t("citizen.section.save"));
}

/** Takes the electronic result and no copies: two choices, or none where the former is proposed and the latter follows. */
export async function chooseResult(visitor, { proposed = false } = {}) {
  const { page, t } = visitor;
  const words = birthWords(visitor.lang);
  await visitor.link(words.result).click();
  if (proposed) {
    await expect(page.getByRole("radio", { name: words.electronic })).toBeChecked();
    await expect(page.getByRole("group", { name: words.copies })).toBeHidden();
  } else {
    await page.getByRole("group", { name: words.copies }).getByRole("radio", { name: t("citizen.field.no") }).check();
    await page.getByRole("radio", { name: words.electronic }).check();
  }
  await visitor.press(t("citizen.section.save"));
}

/** Declares that all is true. */
export async function declare(visitor) {
  const words = birthWords(visitor.lang);
  await visitor.link(words.declaration).click();
  await visitor.page.getByRole("checkbox", { name: words.declare }).check();
  await visitor.press(visitor.t("citizen.section.save"));
}

/** Reads the code and the look-up code of the page after submitting. */
export async function codes(visitor) {
  const { page, t } = visitor;
  await visitor.at(t("citizen.done.title"));
  const code = await page.getByText(/^H26\.97-\d{6}-\d{4,}$/).innerText();
  const secret = await page.getByRole("code").innerText();
  expect(secret).toMatch(/^\w{5}$/);
  return { code, secret };
}

/** A birth application of a mother whose child's notice names no father: nobody else has to confirm. Gives back the codes. */
export async function submitAlone(visitor, child) {
  const { page, t } = visitor;
  await begin(visitor);
  await nameChild(visitor, child);
  await chooseResult(visitor);
  await declare(visitor);
  await visitor.button(t("citizen.tasks.submit")).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(t("citizen.review.title"));
  await visitor.press(t("citizen.review.submit"));
  return codes(visitor);
}
