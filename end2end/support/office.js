// What officers do with a dossier.

import { expect } from "@playwright/test";

/** Finds a dossier in the officer's queue and opens it. */
export async function openFromQueue(officer, queue, code) {
  await officer.visit("/office", officer.t(`officer.queue.${queue}`));
  await officer.link(code).click();
  await expect(officer.page).toHaveURL(new RegExp(`/office/dossiers/${code.replaceAll(".", "\\.")}$`));
}

/** Leaves the present step by a way out that needs no reason. */
export async function leave(officer, way) {
  await officer.press(way);
  await officer.told(officer.t("officer.offers.done", { label: way }));
}

/** Opens a dossier and waits until the background work has brought it so far that this can be done. */
export async function openWhen(officer, code, way) {
  await expect
    .poll(async () => {
      await officer.page.goto(`/office/dossiers/${code}`);
      return officer.button(way).count();
    }, { message: `${way} can be done`, timeout: 60_000 })
    .toBe(1);
}

/** Signs in by hand, with the password and the code that the demonstration shows. */
export async function signInByHand(officer, userName) {
  const { page, t } = officer;
  await page.goto("/office");
  await officer.at(t("sign_in.officer.title"));
  const code = await page.getByText(t("sign_in.demo.code")).getByRole("code").innerText();
  const password = await page.getByText(t("sign_in.demo.text")).getByRole("code").innerText();
  await page.getByLabel(t("sign_in.officer.user_name"), { exact: true }).fill(userName);
  await page.getByLabel(t("sign_in.officer.password"), { exact: true }).fill(password);
  await page.getByLabel(t("sign_in.officer.code"), { exact: true }).fill(code);
  await officer.press(t("sign_in.officer.button"));
  await expect(officer.button(t("sign_in.officer.button"))).toHaveCount(0);
}

/** Leaves the present step by a way out that needs a reason; one that refuses by naming the ground alone says so above. */
export async function leaveBecause(officer, way, { words, legal, ground }) {
  const { page, t } = officer;
  await officer.press(way);
  await officer.at(ground ? t("officer.leave.refuse", { ground }) : t("officer.leave.confirm", { label: way }));
  const other = page.getByRole("radio", { name: t("officer.leave.other") });
  if (await other.count()) await other.check();
  await page.getByLabel(t("officer.leave.words")).fill(words);
  if (legal) await page.getByLabel(t("officer.leave.legal"), { exact: true }).fill(legal);
  await officer.press(way);
  await officer.told(t("officer.offers.done", { label: way }));
}
