// A fine that is looked up and paid: the State asks for the money, the payment platform takes it, the receipt comes back.

import { apply } from "./support/apply.js";
import { filler } from "./support/filler.js";
import { SIGNED_IN, expect, test } from "./support/test.js";

const WHO = { name: "Nguyễn Thị Lan", personalId: "001196028417" };
const FINE = "traffic-fine-payment";

/** The words of the platform, which is another system. */
const PLATFORM = {
  vi: { title: "Nộp tiền", pay: "Nộp tiền", no: "Tôi không nộp nữa", paid: "Đã nộp tiền", given: "Bạn đã chọn không nộp", back: "Quay lại hồ sơ" },
  en: { title: "Payment", pay: "Pay", no: "I will not pay", paid: "Paid", given: "You chose not to pay", back: "Back to the application" },
};

async function submitted(person, server) {
  const visitor = await person(WHO.name, SIGNED_IN);
  const helper = filler(server, WHO.personalId);
  await apply(visitor, person, helper, FINE);
  await helper.end();
  return visitor;
}

test("a fine is paid on the platform and its receipt is there", async ({ person, server, lang }) => {
  const visitor = await submitted(person, server);
  const { page, t } = visitor;
  const words = PLATFORM[lang];
  const asked = await page.locator(".govuk-inset-text strong").innerText();
  const sum = asked.match(/[\d.,]*\d/)[0];
  await page.getByRole("button", { name: t("citizen.dossier.pay.pay") }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.title);
  await expect(page.locator("dd").first(), "the sum the State asked for").toContainText(sum);
  await page.getByRole("button", { name: words.pay, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.paid);
  await page.getByRole("link", { name: words.back }).click();
  await expect(async () => {
    await page.reload();
    await expect(page.getByText(t("citizen.dossier.first.ready")).first()).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 30_000 });
});

test("who does not pay is left in peace", async ({ person, server, lang }) => {
  const visitor = await submitted(person, server);
  const { page, t } = visitor;
  const words = PLATFORM[lang];
  await page.getByRole("button", { name: t("citizen.done.follow") }).click();
  await expect(page.getByText(t("citizen.status.payment")).first()).toBeAttached();
  await page.getByRole("button", { name: t("citizen.dossier.pay.pay") }).click();
  await page.getByRole("button", { name: words.no }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.given);
  await page.getByRole("link", { name: words.back }).click();
  await expect(async () => {
    await page.reload();
    await expect(page.getByText(t("citizen.dossier.first.stopped")).first()).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 30_000 });
});
