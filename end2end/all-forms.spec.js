// Every procedure's form, filled in with made-up valid answers and submitted, without a script.

import { apply } from "./support/apply.js";
import { filler } from "./support/filler.js";
import { SIGNED_IN, expect, test } from "./support/test.js";

const LAN = { name: "Nguyễn Thị Lan", personalId: "001196028417" };
/** Lan is married. */
const MAI = { name: "Đỗ Thị Mai", personalId: "001199052906" };
const MARRIAGES = ["marriage-registration", "single-status-and-marriage-linked"];
/** The procedures in as many lots, so that they run side by side. */
const LOTS = 4;
/** What a browser fetches beside the pages: how they look is the matter of other tests. */
const LOOKS = /\.(css|woff2|svg|png|ico|js|wasm)(\?|$)/;

for (let lot = 0; lot < LOTS; lot += 1) {
  test(`every form is filled in and submitted, lot ${lot + 1} of ${LOTS}`, async ({ person, server, request }) => {
    const answer = await request.get("/api/v1/procedures?limit=100");
    const ids = (await answer.json()).items.map(({ id }) => id).sort();
    expect(ids.length, "the 53 essential procedures and the parts of the linked groups").toBeGreaterThanOrEqual(53);
    const mine = ids.filter((_, number) => number % LOTS === lot);
    for (const who of [LAN, MAI]) {
      const theirs = mine.filter((id) => MARRIAGES.includes(id) === (who === MAI));
      if (!theirs.length) continue;
      const visitor = await person(who.name, SIGNED_IN);
      await visitor.context.route(LOOKS, (route) => route.abort("aborted"));
      const helper = filler(server, who.personalId);
      for (const procedure of theirs) {
        await test.step(procedure, () => apply(visitor, person, helper, procedure));
      }
      await helper.end();
    }
  });
}
