// Procedures of different kinds, from the form to the result, by everybody who has a hand in them: citizen, ward, police,
// social insurance, city, payment platform. Each officer presses what the page offers first.

import { apply } from "./support/apply.js";
import { filler } from "./support/filler.js";
import { SIGNED_IN, expect, test } from "./support/test.js";

const WHO = { name: "Nguyễn Thị Lan", personalId: "001196028417" };

/** What they have of each other: who decides, papers or none, free or paid, with or without a leader. */
const PROCEDURES = [
  "marital-status-certificate",
  "temporary-absence-declaration",
  "permanent-residence-registration",
  "stay-notification",
  "citizen-id-reissue",
  "sickness-maternity-benefit",
  "household-health-insurance-renewal",
  "traffic-fine-payment",
  "national-exam-university-admission",
  "electricity-contract-holder-change",
  "household-business-registration",
  "motorbike-registration",
];

/** The demonstration's officers by agency, those before who stand at the beginning of a dossier. */
const OFFICERS = {
  "H26.97": ["duc", "ha.hotich", "vanhoa", "chuyenvien", "truongphong", "chutich", "vanthu", "traketqua"],
  "G01.H26.00097": ["motcua.ca", "cutru", "cancuoc", "trattu", "truongca"],
  "G24.H26.01": ["motcua.bhxh", "bhxh", "chedo", "giamdocbhxh"],
  H26: ["motcua.tp", "chuyenvien.tp", "lanhdao.tp"],
};

/** A step takes as many rounds as the systems it waits for; no procedure of these has more. */
const ROUNDS = 40;

const agencyOf = (code) => code.slice(0, code.indexOf("-", code.lastIndexOf(".") + 1));

/** Says of every paper that it is in order, where the officer is asked. */
async function acceptPapers(page, code) {
  const papers = `/office/dossiers/${code}/documents`;
  await page.goto(`/office/dossiers/${code}`);
  if (!(await page.locator(`a[href^="${papers}"]`).count())) return;
  await page.goto(papers);
  const count = await page.locator('button[value="accepted"]').count();
  for (let number = 0; number < count; number += 1) {
    await page.goto(papers);
    await page.locator('button[value="accepted"]').nth(number).click();
    await page.waitForLoadState();
  }
}

/** Does what the officer is offered first, if anything leads on. */
async function goesOn(page, code) {
  await page.goto(`/office/dossiers/${code}`);
  const onward = page.locator('form[action*="/leave/"] .govuk-button:not(.govuk-button--secondary):not(.govuk-button--warning)');
  if (!(await onward.count())) return false;
  await onward.first().click();
  await page.waitForLoadState();
  return true;
}

test("procedures of different kinds are applied for, handled and delivered", async ({ person, server, t }) => {
  const visitor = await person(WHO.name, SIGNED_IN);
  const { page } = visitor;
  const helper = filler(server, WHO.personalId);
  const officers = new Map();
  const officer = async (name) => {
    if (!officers.has(name)) officers.set(name, await person(name, SIGNED_IN));
    return officers.get(name).page;
  };
  const ends = [t("citizen.dossier.first.ready"), t("citizen.dossier.first.returned")];
  for (const procedure of PROCEDURES) {
    await test.step(procedure, async () => {
      await apply(visitor, person, helper, procedure);
      const code = page.url().split("/").at(-2);
      const pay = page.getByRole("button", { name: t("citizen.dossier.pay.pay"), exact: true });
      if (await pay.count()) {
        await pay.click();
        await page.locator('button[value="pay"]').click();
        await page.waitForLoadState();
      }
      const names = OFFICERS[agencyOf(code)];
      const ended = async () => {
        await page.goto(`/dossiers/${code}`);
        const words = await page.locator(".govuk-inset-text").first().innerText();
        return words.startsWith(ends[1]);
      };
      let done = false;
      for (let round = 0; round < ROUNDS && !done; round += 1) {
        for (const name of names) {
          const desk = await officer(name);
          if (round === 0) await acceptPapers(desk, code);
          await goesOn(desk, code);
        }
        done = await ended();
      }
      expect(done, `${procedure}: ${code} is delivered`).toBe(true);
      await expect(page.locator('a.govuk-button[href*="/results/"]').first(), `${procedure} has a result`).toBeVisible();
    });
  }
  await helper.end();
});
