// Two administrators: one changes a definition, the other approves it; the citizen meets the new version, and a dossier
// that was begun before keeps its own.

import { SIGNED_IN, expect, test } from "./support/test.js";
import { submitAlone } from "./support/citizen.js";

const ID = "birth-registration";
const PAGE = `/admin/procedures/${ID}`;

/** Writes another text into the editor, as whoever pastes one. */
async function rewrite(visitor, change) {
  const area = visitor.page.getByLabel(visitor.t("admin.edit.text"));
  const text = await area.inputValue();
  const changed = change(text);
  expect(changed).not.toBe(text);
  await area.fill(changed);
}

test("a definition is changed, approved and met", async ({ person, t, lang }) => {
  const mother = await person("Đỗ Thị Mai", SIGNED_IN);
  const { code } = await submitAlone(mother, "Đỗ Minh Khôi");
  const first = await person("quantri", SIGNED_IN);
  const second = await person("quantri2", SIGNED_IN);
  const oldName = lang === "vi" ? "Đăng ký khai sinh" : "Birth registration";
  const fault = lang === "vi" ? "'nothing' không phải sự kiện đời sống" : "'nothing' is no life event";
  const newName = lang === "vi" ? "Đăng ký khai sinh cho trẻ" : "Birth registration of a child";

  await test.step("the list leads to the procedure", async () => {
    await first.visit("/admin", t("admin.list.title"));
    await first.page.getByLabel(t("admin.list.words")).fill(ID);
    await first.press(t("admin.list.button"));
    await first.page.getByRole("link", { name: oldName, exact: true }).click();
    await first.at(oldName);
    await expect(first.page.getByText(t("admin.procedure.sound"))).toBeVisible();
    await first.visit(`${PAGE}/preview/1`, t("admin.preview.title"));
    await first.page.goto(PAGE);
    await first.press(t("admin.procedure.begin"));
    await first.at(t("admin.edit.title"));
  });

  await test.step("a fault is told, with its line", async () => {
    await rewrite(first, (text) => text.replace(/^life_event: .*$/m, "life_event: nothing"));
    if (first.scripted) await expect(first.page.getByText(fault)).toBeVisible();
    await first.press(t("admin.edit.save"));
    await first.told(t("admin.edit.saved"));
    await expect(first.page.getByText(fault)).toBeVisible();
    await first.answered(409, () => first.press(t("admin.edit.ask")));
    await expect(first.page.getByRole("alert").getByText(t("admin.denied.unsound"))).toBeVisible();
  });

  await test.step("the second to save is told, and loses nothing", async () => {
    await second.visit(`/admin/texts/procedures/${ID}`, t("admin.edit.title"));
    await rewrite(first, (text) => text.replace(/^life_event: .*$/m, "life_event: birth"));
    await first.press(t("admin.edit.save"));
    await first.told(t("admin.edit.saved"));
    await rewrite(second, (text) => `${text}# second\n`);
    await second.answered(409, () => second.press(t("admin.edit.save")));
    await second.at(t("admin.edit.title"));
    await expect(second.page.getByRole("alert").getByText("Đinh Quang Huy")).toBeVisible();
    expect(await second.page.getByLabel(t("admin.edit.text")).inputValue()).toContain("# second");
  });

  await test.step("the name is changed, the difference is seen, approval is asked for", async () => {
    await rewrite(first, (text) => text.replace(/^(name: *\{.*|name:\n(?: .*\n)+)/m, (name) => name.replace(oldName, newName)));
    await first.press(t("admin.edit.save"));
    await first.told(t("admin.edit.saved"));
    await first.press(t("admin.edit.ask"));
    await first.told(t("admin.approve.asked"));
    await first.visit(`/admin/texts/procedures/${ID}/difference`, t("admin.difference.title"));
    await expect(first.page.getByText(t("admin.difference.own"))).toBeVisible();
    await expect(first.button(t("admin.difference.publish"))).toHaveCount(0);
  });

  await test.step("another approves; the citizen meets the new version", async () => {
    await second.visit(PAGE, oldName);
    await second.press(t("admin.procedure.look_and_approve"));
    await second.at(t("admin.difference.title"));
    await second.press(t("admin.difference.publish"));
    await second.at(newName);
    await mother.visit(`/procedures/${ID}`, newName);
  });

  await test.step("the older dossier keeps its version", async () => {
    await mother.visit(`/dossiers/${code}`, "Đỗ Minh Khôi");
    await second.visit(PAGE, newName);
    const versions = second.page.getByRole("table").filter({ hasText: t("admin.procedure.dossiers") });
    // Between them in number stands the version of the law to come.
    const line = (version) => versions.getByRole("row").filter({ has: page(version) });
    const page = (version) => second.page.getByRole("link", { name: version, exact: true });
    for (const [version, dossiers] of [["3", "0"], ["1", "1"]]) {
      const counted = line(version).getByRole("cell").filter({ hasText: new RegExp(`^${dossiers}$`) });
      await expect(counted.last()).toBeVisible();
    }
    await expect(line("3")).toContainText("Mai Thị Yến");
  });
});
