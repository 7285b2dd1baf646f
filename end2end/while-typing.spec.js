// What a form with scripts does before anything is sent: communes of a province, sums and words, what is needed.

import { begin } from "./support/citizen.js";
import { SIGNED_IN, expect, test } from "./support/test.js";

test.skip(({ javaScriptEnabled }) => !javaScriptEnabled, "without scripts all of this comes with the next page");

test("an amount is written out while it is typed", async ({ person, t }) => {
  const founder = await person("Nguyễn Thị Lan", SIGNED_IN);
  const list = await begin(founder, "enterprise-registration");
  await founder.visit(`${list}/sections/capital`, /\S/);
  const { page } = founder;
  const words = page.locator("[data-worked-out='charter_capital_words']");
  await expect(words).toBeHidden();
  const amount = page.locator("#charter_capital");
  await amount.fill("1.500.000.000");
  await expect(words).toHaveText(/một tỷ năm trăm triệu đồng/i);
  await amount.fill("");
  await expect(words).toBeHidden();
  await amount.fill("2000000");
  await founder.press(t("citizen.section.save"));
  await founder.visit(`${list}/sections/capital`, /\S/);
  await expect(words, "the server says the same").toHaveText(/hai triệu đồng/i);
});

test("a province brings its communes", async ({ person }) => {
  const host = await person("Nguyễn Thị Lan", SIGNED_IN);
  const list = await begin(host, "stay-notification");
  await host.visit(`${list}/sections/guest_list`, /\S/);
  const communes = host.page.locator("select[name$='.commune'] option");
  await expect(communes).toHaveCount(1);
  await host.page.locator("select[name$='.province']").selectOption("01");
  await expect.poll(() => communes.count()).toBeGreaterThan(100);
  await host.page.locator("select[name$='.province']").selectOption("");
  await expect(communes).toHaveCount(1);
});

test("what is asked follows the answers at once", async ({ person }) => {
  const mother = await person("Nguyễn Thị Lan", SIGNED_IN);
  const list = await begin(mother, "birth-registration");
  await mother.visit(`${list}/sections/result`, /\S/);
  const number = mother.page.locator("input[name='copies_number']");
  const wanted = (answer) => mother.page.locator(`input[name='copies_requested'][value='${answer}']`);
  await expect(number).toBeHidden();
  await wanted("yes").check();
  await expect(number).toBeVisible();
  await number.fill("2");
  await wanted("no").check();
  await expect(number).toBeHidden();
});
