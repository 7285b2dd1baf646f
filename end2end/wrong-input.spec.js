// What people type, send and open wrongly: they are told where and what to do, and nothing of theirs is lost.

import { begin, nameChild, submitAlone } from "./support/citizen.js";
import { agree, fillEvent } from "./support/hall.js";
import { SIGNED_IN, expect, test } from "./support/test.js";

/** A picture of one point. */
const PICTURE = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

/** The fault is said in the summary and at the field. */
async function faulty(visitor, message) {
  const { page } = visitor;
  const summary = page.getByRole("alert");
  await expect(summary.getByRole("link", { name: message })).toBeVisible();
  await expect(page.getByText(message)).toHaveCount(2);
  await expect(page).toHaveTitle(new RegExp(`^${visitor.t("common.field.error_prefix")}`));
}

test("a name with digits comes back with what was typed", async ({ person, t, birth }) => {
  const mother = await person("Nguyễn Thị Lan", SIGNED_IN);
  const list = await begin(mother);
  await nameChild(mother, "Trần An 2");
  await mother.at(birth.child);
  await faulty(mother, t("problems.you_wrote", { typed: "Trần An 2" }));
  const field = mother.page.getByLabel(birth.childName);
  await expect(field).toHaveValue("Trần An 2");
  await expect(field).toHaveAttribute("aria-invalid", "true");

  await mother.page.goto(list);
  await mother.link(birth.child).click();
  await expect(mother.page.getByLabel(birth.childName), "kept, though wrong").toHaveValue("Trần An 2");
  await mother.page.getByLabel(birth.childName).fill("Trần An");
  await mother.press(t("citizen.section.save"));
  await mother.at(birth.procedure);
});

test("what a register says cannot be forged", async ({ person, birth }) => {
  const mother = await person("Nguyễn Thị Lan", SIGNED_IN);
  const list = await begin(mother);
  const form = { mother_full_name: "Kẻ Gian", child_date_of_birth: "2020-01-01", requester_personal_id: "001061007350" };
  for (const section of ["mother", "birth", "requester"]) {
    await mother.context.request.post(`${list}/sections/${section}`, { form });
  }
  await mother.visit(`${list}/sections/mother`, birth.mother);
  await expect(mother.page.getByText("Nguyễn Thị Lan").first()).toBeVisible();
  await mother.visit(`${list}/review`, mother.t("citizen.review.title"));
  await expect(mother.page.getByText("Kẻ Gian")).toHaveCount(0);
  await expect(mother.page.getByText("001061007350")).toHaveCount(0);
});

test("a birth that is registered already is not registered again", async ({ person, t, birth }) => {
  const mother = await person("Phạm Thị Hương", SIGNED_IN);
  const list = await begin(mother);
  await mother.at(birth.procedure);
  await mother.visit(`${list}/sections/birth`, birth.birth);
  await expect(mother.page.getByRole("alert").getByRole("link")).not.toHaveCount(0);
  await mother.visit(`${list}/review`, t("citizen.review.title"));
  await expect(mother.button(t("citizen.review.submit"))).toHaveCount(0);
});

test("files that are not what they seem, too large, or missing", async ({ person, t, hall }) => {
  const borrower = await person("Trần Văn Hùng", SIGNED_IN);
  await begin(borrower, "community-hall-lending");
  await fillEvent(borrower, { title: "Đêm văn nghệ", guests: 150 });
  const plan = borrower.page.getByLabel(hall.safety);
  // The question appears by the answer: at once, or without scripts with the next page.
  if (!borrower.scripted) {
    await borrower.press(t("citizen.section.save"));
    await borrower.at(hall.event);
  }
  await plan.fill("Hai lối thoát, bốn bình chữa cháy, sáu người trực.");
  await borrower.press(t("citizen.section.save"));
  await borrower.at(hall.procedure);

  await borrower.link(hall.programme).click();
  await borrower.at(hall.programme);
  const { page } = borrower;
  const send = (file) =>
    borrower.answered(422, async () => {
      if (file) await page.getByLabel(t("citizen.upload.choose")).setInputFiles(file);
      await borrower.press(t("citizen.upload.add"));
    });
  const kinds = "PDF, JPG, PNG";
  await send(undefined);
  await faulty(borrower, t("citizen.upload.empty"));
  await send({ name: "chuong-trinh.pdf", mimeType: "application/pdf", buffer: PICTURE });
  await faulty(borrower, t("citizen.upload.disguised", { kinds }));
  await borrower.at(hall.programme);
  await send({ name: "chuong-trinh.pdf", mimeType: "application/pdf", buffer: Buffer.from("Chương trình đêm văn nghệ") });
  await expect(page.getByRole("alert")).toBeVisible();
  await send({ name: "chuong-trinh.txt", mimeType: "text/plain", buffer: Buffer.from("Chương trình") });
  await faulty(borrower, t("citizen.upload.kind", { kinds }));
  await send({ name: "chuong-trinh.png", mimeType: "image/png", buffer: Buffer.concat([PICTURE, Buffer.alloc(5 << 20)]) });
  await faulty(borrower, t("citizen.upload.too_large", { max: 5 }));

  await page.getByLabel(t("citizen.upload.choose")).setInputFiles({ name: "chuong-trinh.png", mimeType: "image/png", buffer: PICTURE });
  await borrower.press(t("citizen.upload.add"));
  await borrower.at(hall.programme);
  await expect(page.getByText("chuong-trinh.png").first()).toBeVisible();
  await borrower.link(t("citizen.upload.done")).click();
  await expect(page.getByText(t("citizen.tasks.document.uploaded"))).toBeVisible();
});

test("a session that ends in the middle costs no draft", async ({ person, t, birth }) => {
  const mother = await person("Nguyễn Thị Lan", SIGNED_IN);
  await begin(mother);
  await nameChild(mother, "Trần An Nhiên");
  await mother.link(birth.child).click();
  const section = mother.page.url();
  await mother.context.clearCookies({ name: /motcua_session|national/ });
  await mother.press(t("citizen.section.save"));
  await mother.signIn("Nguyễn Thị Lan");
  await expect(mother.page).toHaveURL(section);
  await mother.at(birth.child);
  await expect(mother.page.getByLabel(birth.childName)).toHaveValue("Trần An Nhiên");
});

test("a dossier of somebody else is not found", async ({ person, t }) => {
  const mother = await person("Đỗ Thị Mai", SIGNED_IN);
  const { code } = await submitAlone(mother, "Đỗ Minh Khôi");
  const other = await person("Trần Văn Hùng", SIGNED_IN);
  for (const path of ["", "/submitted", "/withdraw", "/supplement", "/receipt.pdf"]) {
    await other.answered(404, () => other.page.goto(`/dossiers/${code}${path}`));
    await other.at(t("errors.not_found.title"));
  }
  await expect(other.page.getByText("Đỗ")).toHaveCount(0);
});

test("at level 1 one may prepare and look, not submit", async ({ person, t, hall }) => {
  const visitor = await person("Bùi Quang Huy");
  await visitor.page.goto("/procedures/community-hall-lending");
  await visitor.press(t("citizen.procedure.start"));
  await visitor.signIn("Bùi Quang Huy");
  await visitor.at(hall.procedure);
  await expect(visitor.page.getByText(t("sign_in.level_one.text"))).toBeVisible();
  await visitor.press(t("citizen.procedure.start"));
  await fillEvent(visitor, { title: "Sinh nhật ông nội", guests: 20 });
  await visitor.press(t("citizen.section.save"));
  await agree(visitor);
  await visitor.answered(422, () => visitor.press(t("citizen.tasks.submit")));
  await visitor.at(t("citizen.review.title"));
  await expect(visitor.page.getByRole("alert").getByText(t("citizen.review.level"))).toBeVisible();
  await visitor.answered(422, () => visitor.press(t("citizen.review.submit")));
  await visitor.visit("/dossiers", t("citizen.mine.title"));
  await expect(visitor.link(hall.procedure), "the draft is still there").toHaveCount(1);
});

test("another language is another language, not another page", async ({ person, t }) => {
  const guest = await person("a guest");
  await guest.visit("/procedures?q=khai+sinh", t("citizen.procedures.title"));
  await guest.link(t("shell.language.switch")).click();
  await expect(guest.page).toHaveURL(/\/procedures\?q=khai\+sinh$/);
  await expect(guest.page.locator("html")).toHaveAttribute("lang", guest.lang === "vi" ? "en" : "vi");
  await guest.page.getByRole("link", { name: guest.lang === "vi" ? "Tiếng Việt" : "English" }).click();
  await guest.at(t("citizen.procedures.title"));
});

test("an address that leads nowhere says so", async ({ person, t }) => {
  const guest = await person("a guest");
  await guest.answered(404, () => guest.page.goto("/khong-co-trang-nay"));
  await guest.at(t("errors.not_found.title"));
  await guest.page.goto("/procedures?q=xyzxyz");
  await guest.at(t("citizen.procedures.title"));
  await expect(guest.page.getByText(t("citizen.procedures.none", { words: "xyzxyz" }))).toBeVisible();
});
