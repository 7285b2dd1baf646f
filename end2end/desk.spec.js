// At the desk: what is missing is asked for, what cannot be is refused with its reason, two who act at once hear of it.

import { submitAlone } from "./support/citizen.js";
import { leave, openFromQueue } from "./support/office.js";
import { SIGNED_IN, expect, test } from "./support/test.js";

const CHILD = "Đỗ Minh Khôi";

test("what is missing is asked for and comes", async ({ person, t, birth }) => {
  const mother = await person("Đỗ Thị Mai", SIGNED_IN);
  const { code } = await submitAlone(mother, CHILD);
  const officer = await person("duc", SIGNED_IN);
  await openFromQueue(officer, "reception", code);

  await test.step("the officer says what, and why", async () => {
    const { page } = officer;
    await officer.press(t("officer.offers.supplement"));
    await officer.at(t("officer.supplement.title"));
    await officer.answered(422, () => officer.press(t("officer.supplement.button")));
    await officer.at(t("officer.supplement.title"));
    await expect(page.getByRole("alert").getByText(t("officer.supplement.nothing"))).toBeVisible();
    await page.getByText(t("officer.supplement.fields_of", { section: birth.child, count: 4 })).click();
    const section = page.getByRole("group", { name: birth.child });
    await section.getByRole("checkbox", { name: birth.childName }).check();
    await section.getByRole("textbox", { name: t("officer.supplement.note") }).first().fill("Tên trùng với tên của mẹ");
    await page.getByRole("radio", { name: birth.nameNotLawful }).check();
    await officer.press(t("officer.supplement.button"));
    await officer.told(t("officer.supplement.sent"));
    await officer.at(CHILD);
    await officer.visit("/office/queues/supplement", t("officer.queue.supplement"));
    await expect(officer.link(code)).toBeVisible();
  });

  await test.step("the mother reads it and answers", async () => {
    const { page } = mother;
    await mother.visit(`/dossiers/${code}`, CHILD);
    await expect(page.getByText(t("citizen.dossier.first.supplement"))).toBeVisible();
    await expect(page.getByText("Tên trùng với tên của mẹ")).toBeVisible();
    await mother.press(t("citizen.dossier.supplement"));
    await mother.at(t("citizen.supplement.title"));
    await page.getByLabel(birth.childName).fill("Đỗ Khôi 2");
    await mother.answered(422, () => mother.press(t("citizen.supplement.send")));
    await mother.at(t("citizen.supplement.title"));
    await expect(page.getByLabel(birth.childName)).toHaveValue("Đỗ Khôi 2");
    await page.getByLabel(birth.childName).fill("Đỗ Minh Khang");
    await mother.press(t("citizen.supplement.send"));
    await mother.at("Đỗ Minh Khang");
    await expect(page.getByText(t("citizen.dossier.event.supplemented"))).toBeVisible();
  });

  await test.step("the officer sees what changed and accepts", async () => {
    await openFromQueue(officer, "reception", code);
    await officer.at("Đỗ Minh Khang");
    await leave(officer, birth.accept);
  });
});

test("a refusal says why, and by which law", async ({ person, t, birth }) => {
  const mother = await person("Đỗ Thị Mai", SIGNED_IN);
  const { code } = await submitAlone(mother, CHILD);
  const officer = await person("duc", SIGNED_IN);
  await openFromQueue(officer, "reception", code);
  await officer.press(birth.refuse);
  const question = t("officer.leave.confirm", { label: birth.refuse });
  await officer.at(question);
  await officer.answered(422, () => officer.press(birth.refuse));
  await officer.at(question);
  await expect(officer.page.getByRole("alert").getByText(t("officer.leave.reason_missing"))).toBeVisible();
  await officer.page.getByRole("radio", { name: birth.duplicate }).check();
  await officer.page.getByLabel(t("officer.leave.words")).fill("Hồ sơ trước nộp hôm qua.");
  await officer.press(birth.refuse);
  await officer.told(t("officer.offers.done", { label: birth.refuse }));
  await officer.at(CHILD);

  await mother.visit(`/dossiers/${code}`, CHILD);
  await expect(mother.page.getByText(t("citizen.dossier.first.refused"))).toBeVisible();
  await expect(mother.page.getByText("Hồ sơ trước nộp hôm qua.").first()).toBeVisible();
  await expect(mother.page.getByText("Nghị định 118/2025/NĐ-CP").first()).toBeVisible();
});

test("of two officers who decide at once, the second is told by whom", async ({ person, t, birth }) => {
  const mother = await person("Đỗ Thị Mai", SIGNED_IN);
  const { code } = await submitAlone(mother, CHILD);
  const [first, second, third] = [await person("duc", SIGNED_IN), await person("hoa", SIGNED_IN), await person("hoa", SIGNED_IN)];
  await openFromQueue(first, "reception", code);
  await openFromQueue(second, "reception", code);
  await openFromQueue(third, "reception", code);
  await third.press(birth.refuse);
  await third.page.getByRole("radio", { name: birth.duplicate }).check();
  await third.page.getByLabel(t("officer.leave.words")).fill("Hồ sơ trước nộp hôm qua.");
  await leave(first, birth.accept);

  await second.answered(409, () => second.press(birth.accept));
  await second.at(t("officer.conflict.title"));
  await expect(second.page.getByRole("alert").getByText("Phạm Minh Đức")).toBeVisible();
  await second.press(t("officer.conflict.reload"));
  await second.at(CHILD);
  await expect(second.button(birth.accept)).toHaveCount(0);

  await third.answered(409, () => third.press(birth.refuse));
  await expect(third.page.getByRole("alert").getByText("Phạm Minh Đức")).toBeVisible();
  await expect(third.page.getByLabel(t("officer.leave.words")), "nothing typed is lost").toHaveValue("Hồ sơ trước nộp hôm qua.");
  await third.at(birth.refuse);
});

test("an accepted application is withdrawn once an officer has confirmed it", async ({ person, t, birth }) => {
  const mother = await person("Đỗ Thị Mai", SIGNED_IN);
  const { code } = await submitAlone(mother, CHILD);
  const desk = await person("duc", SIGNED_IN);
  await openFromQueue(desk, "reception", code);
  await leave(desk, birth.accept);
  await mother.visit(`/dossiers/${code}/withdraw`, t("citizen.dossier.withdraw"));
  await mother.page.getByLabel(t("citizen.dossier.withdraw_reason")).fill("Đã đăng ký ở quê ngoại.");
  await mother.press(t("citizen.dossier.withdraw_button"));
  await mother.told(t("citizen.dossier.withdraw_asked"));
  await mother.at(CHILD);

  const handler = await person("ha.hotich", SIGNED_IN);
  await openFromQueue(handler, "withdrawal", code);
  await handler.at(CHILD);
  await expect(handler.page.getByText("Đã đăng ký ở quê ngoại.")).toBeVisible();
  await expect(handler.button(birth.propose)).toHaveCount(0);
  await handler.press(t("officer.withdrawal.confirm"));
  await handler.at(t("officer.withdrawal.confirm"));
  await handler.press(t("officer.withdrawal.confirm"));
  await handler.told(t("officer.withdrawal.confirmed"));
  await mother.visit(`/dossiers/${code}`, CHILD);
  await expect(mother.page.getByText(t("citizen.dossier.first.withdrawn"))).toBeVisible();
  const notice = await mother.link(t("citizen.dossier.stop_notice")).getAttribute("href");
  const paper = await mother.page.request.get(notice);
  expect(paper.headers()["content-type"]).toBe("application/pdf");
});

test("several are taken at once, and what could not be is named", async ({ person, t }) => {
  const mother = await person("Đỗ Thị Mai", SIGNED_IN);
  const codes = [];
  for (const child of [CHILD, "Đỗ Phương Linh"]) codes.push((await submitAlone(mother, child)).code);
  const [first, second] = [await person("duc", SIGNED_IN), await person("hoa", SIGNED_IN)];
  const tick = async (officer, wanted) => {
    for (const code of wanted) {
      await officer.page.getByRole("checkbox", { name: code }).check();
    }
    await officer.press(t("officer.bulk.take"));
  };
  await first.visit("/office/queues/reception", t("officer.queue.reception"));
  await second.visit("/office/queues/reception", t("officer.queue.reception"));
  await tick(first, [codes[0]]);
  await first.told(t("officer.bulk.taken", { count: 1 }));
  await tick(second, codes);
  await second.at(t("officer.bulk.title", { count: 1 }));
  await expect(second.page.getByText("Phạm Minh Đức")).toBeVisible();
  await second.visit("/office/queues/reception?who=mine", t("officer.queue.reception"));
  await expect(second.link(codes[1])).toBeVisible();
  await expect(second.link(codes[0])).toHaveCount(0);
});

test("who has no part in it sees nothing of it", async ({ person, t }) => {
  const mother = await person("Đỗ Thị Mai", SIGNED_IN);
  const { code } = await submitAlone(mother, CHILD);
  const guest = await person("a guest");
  await guest.page.goto(`/office/dossiers/${code}`);
  await guest.at(t("sign_in.officer.title"));
  const { page } = guest;
  await page.getByLabel(t("sign_in.officer.user_name"), { exact: true }).fill("duc");
  await page.getByLabel(t("sign_in.officer.password"), { exact: true }).fill("not this");
  await page.getByLabel(t("sign_in.officer.code"), { exact: true }).fill("000000");
  await guest.answered(422, () => guest.press(t("sign_in.officer.button")));
  await guest.at(t("sign_in.officer.title"));
  await expect(page.getByRole("alert").getByText(t("sign_in.officer.wrong"))).toBeVisible();
  // A citizen is no officer, even of their own dossier.
  await mother.page.goto(`/office/dossiers/${code}`);
  await mother.at(t("sign_in.officer.title"));
});
