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
    }, `${way} can be done`)
    .toBe(1);
}
