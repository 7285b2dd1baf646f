// What somebody does who wants to borrow the community hall.

import { hallWords } from "./procedure-words.js";

/** A day the hall can be had: ten days from now in Viet Nam, as day, month and year. */
function soon() {
  const day = new Date(Date.now() + 10 * 86_400_000);
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Ho_Chi_Minh" }).format(day).split("-").reverse();
}

/** Fills in the section about the event, from the task list. */
export async function fillEvent(visitor, { title, guests }) {
  const { page, t } = visitor;
  const words = hallWords(visitor.lang);
  await page.getByRole("main").getByRole("link", { name: words.event, exact: true }).click();
  await page.getByRole("radio", { name: words.community }).check();
  await page.getByLabel(words.title).fill(title);
  const date = page.getByRole("group", { name: words.date, exact: true });
  const [day, month, year] = soon();
  await date.getByLabel(t("common.field.day"), { exact: true }).fill(day);
  await date.getByLabel(t("common.field.month"), { exact: true }).fill(month);
  await date.getByLabel(t("common.field.year"), { exact: true }).fill(year);
  await page.getByLabel(words.begins).fill("18:30");
  await page.getByLabel(words.hours, { exact: true }).fill("3");
  await page.getByLabel(words.guests).fill(String(guests));
  await page.getByRole("checkbox", { name: words.sound }).check();
}

/** Agrees to the rules of the house, from the task list. */
export async function agree(visitor) {
  const words = hallWords(visitor.lang);
  await visitor.page.getByRole("main").getByRole("link", { name: words.agreement, exact: true }).click();
  await visitor.page.getByRole("checkbox", { name: words.agree }).check();
  await visitor.press(visitor.t("citizen.section.save"));
}
