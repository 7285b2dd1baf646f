// The second, made-up procedure: through the same pages, by its data alone.

import { begin, codes } from "./support/citizen.js";
import { agree, fillEvent } from "./support/hall.js";
import { leave, openFromQueue, openWhen } from "./support/office.js";
import { SIGNED_IN, expect, test } from "./support/test.js";

const BORROWER = "Trần Văn Hùng";

test("the community hall is lent", async ({ person, t, hall }) => {
  const borrower = await person(BORROWER, SIGNED_IN);
  await begin(borrower, "community-hall-lending");
  await borrower.at(hall.procedure);
  await fillEvent(borrower, { title: "Họp tổ dân phố số 7", guests: 40 });
  await borrower.inOrder();
  await borrower.press(t("citizen.section.save"));
  await borrower.at(hall.procedure);
  await agree(borrower);
  await borrower.press(t("citizen.tasks.submit"));
  await borrower.at(t("citizen.review.title"));
  // The hall is free for what concerns everybody; the sound system is not.
  await expect(borrower.page.getByText(borrower.lang === "vi" ? "Tổng cộng: 150.000 đồng" : "Total: 150,000 dong")).toBeVisible();
  await borrower.press(t("citizen.review.submit"));
  const { code } = await codes(borrower);

  const way = [
    ["duc", "reception", hall.accept],
    ["vanhoa", "handling", hall.propose],
    ["nhavanhoa", "signature", hall.approve],
  ];
  for (const [who, queue, act] of way) {
    const officer = await person(who, SIGNED_IN);
    await openFromQueue(officer, queue, code);
    await officer.at(BORROWER);
    await leave(officer, act);
  }
  for (const [who, act] of [["vanthu", hall.seal], ["traketqua", hall.returned]]) {
    const officer = await person(who, SIGNED_IN);
    await openWhen(officer, code, act);
    await leave(officer, act);
  }
  await borrower.visit(`/dossiers/${code}`, BORROWER);
  const paper = borrower.link(t("citizen.dossier.download", { name: hall.permission }));
  const answer = await borrower.context.request.get(await paper.getAttribute("href"));
  expect((await answer.body()).subarray(0, 5).toString()).toBe("%PDF-");
});
