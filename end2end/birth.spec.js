// From a newborn to a birth certificate: the parents, the officers of the ward, and the systems between them.

import { chooseResult, codes, declare, nameChild } from "./support/citizen.js";
import { leave, openFromQueue, openWhen, signInByHand } from "./support/office.js";
import { SIGNED_IN, expect, test } from "./support/test.js";

const MOTHER = "Nguyễn Thị Lan";
const FATHER = "Trần Văn Hùng";
const CHILD = "Trần Nguyễn An Nhiên";

/** Finds the procedure in everyday words, without accents. */
async function find(mother, procedure) {
  const { page, t } = mother;
  await mother.visit("/", t("citizen.home.question"));
  const search = page.getByLabel(t("common.search.label"));
  await search.fill("lam giay khai sinh");
  if (mother.scripted) {
    await expect(page.getByRole("option", { name: procedure, exact: true })).toBeVisible();
    await mother.inOrder();
  }
  await mother.press(t("common.action.search"));
  await mother.at(t("citizen.procedures.title"));
  await page.getByRole("main").getByRole("link", { name: procedure, exact: true }).click();
  await mother.at(procedure);
}

/** The father confirms in his own browser. */
async function confirm(father) {
  const { page, t } = father;
  await page.goto("/dossiers");
  await father.signIn(FATHER);
  await father.at(t("citizen.mine.title"));
  await expect(page.getByText(t("citizen.mine.asked", { count: 1 }))).toBeVisible();
  await father.link(t("citizen.mine.look")).click();
  await father.at(t("citizen.confirmations.title"));
  await expect(page.getByText(CHILD)).toBeVisible();
  await father.press(t("citizen.confirmations.confirm"));
  await father.at(t("citizen.confirmations.title"));
  await father.told(t("citizen.confirmations.given"));
}

test("a child is registered", async ({ person, t, birth }) => {
  const mother = await person(MOTHER);
  let code, secret;

  await test.step("the mother finds the procedure and begins", async () => {
    await find(mother, birth.procedure);
    await mother.press(t("citizen.procedure.start"));
    await mother.signIn(MOTHER);
    await mother.at(birth.procedure);
    await mother.press(t("citizen.procedure.start"));
    await mother.at(birth.procedure);
    await expect(mother.page.getByText(t("citizen.tasks.document.held")).first()).toBeVisible();
  });

  await test.step("she types one thing and chooses three", async () => {
    await nameChild(mother, CHILD);
    await mother.at(birth.procedure);
    await chooseResult(mother);
    await mother.at(birth.procedure);
    await declare(mother);
    await mother.at(birth.procedure);
    await expect(mother.page.getByText(t("citizen.tasks.left", { count: 1 }))).toBeVisible();
  });

  await test.step("the father is asked and confirms", async () => {
    await mother.press(t("citizen.tasks.confirmation.ask"));
    await mother.at(birth.procedure);
    await expect(mother.page.getByText(t("citizen.tasks.confirmation.asked", { person: FATHER }))).toBeVisible();
    await confirm(await person(FATHER));
    await mother.page.reload();
    await expect(mother.page.getByText(t("citizen.tasks.confirmation.given", { person: FATHER }))).toBeVisible();
    await expect(mother.page.getByText(t("citizen.tasks.ready"))).toBeVisible();
  });

  await test.step("she looks at every section: what the State knows is there", async () => {
    const list = mother.page.url();
    const sections = await mother.page.getByRole("main").getByRole("link").evaluateAll((links) =>
      links.map((link) => link.getAttribute("href")).filter((href) => href.includes("/sections/")),
    );
    expect(sections.length).toBeGreaterThan(5);
    for (const section of sections) await mother.visit(section, /\S/);
    await mother.page.goto(list);
  });

  await test.step("she submits with a double click: one dossier", async () => {
    await mother.press(t("citizen.tasks.submit"));
    await mother.at(t("citizen.review.title"));
    await expect(mother.page.getByText(CHILD)).toBeVisible();
    await mother.button(t("citizen.review.submit")).dblclick();
    ({ code, secret } = await codes(mother));
    await mother.visit("/dossiers", t("citizen.mine.title"));
    await expect(mother.page.getByRole("main").getByRole("link", { name: CHILD })).toHaveCount(1);
    await mother.link(CHILD).click();
    await mother.at(CHILD);
    await expect(mother.page.getByText(t("citizen.dossier.first.nothing"))).toBeVisible();
  });

  await test.step("reception accepts", async () => {
    const officer = await person("duc");
    await signInByHand(officer, "duc");
    await officer.at(t("officer.queue.reception"));
    await officer.link(code).click();
    await officer.at(CHILD);
    for (const tab of [t("officer.dossier.history"), /./]) {
      await officer.page.getByRole("navigation", { name: t("officer.dossier.tabs") }).getByRole("link", { name: tab }).last().click();
      await officer.at(CHILD);
    }
    await officer.page.goto(`/office/dossiers/${code}`);
    await leave(officer, birth.accept);
    await officer.at(CHILD);
  });

  await test.step("the civil-status officer proposes", async () => {
    const officer = await person("ha.hotich", SIGNED_IN);
    await openFromQueue(officer, "handling", code);
    await officer.at(CHILD);
    await leave(officer, birth.propose);
  });

  await test.step("the chairperson signs", async () => {
    const officer = await person("chutich", SIGNED_IN);
    await openFromQueue(officer, "signature", code);
    await officer.at(CHILD);
    await leave(officer, birth.approve);
  });

  await test.step("the civil-status system answers, the clerk seals", async () => {
    const officer = await person("vanthu", SIGNED_IN);
    await openWhen(officer, code, birth.seal);
    await officer.at(CHILD);
    await leave(officer, birth.seal);
  });

  let result;
  await test.step("the result is handed over", async () => {
    const officer = await person("traketqua", SIGNED_IN);
    await openFromQueue(officer, "return", code);
    await officer.at(CHILD);
    await leave(officer, birth.returned);
    await officer.at(CHILD);
  });

  await test.step("the mother has the certificate", async () => {
    await mother.visit(`/dossiers/${code}`, CHILD);
    await expect(mother.page.getByText(t("citizen.dossier.first.returned"))).toBeVisible();
    result = await mother.link(t("citizen.dossier.download", { name: birth.certificate })).getAttribute("href");
    const receipt = await mother.link(t("citizen.dossier.receipt")).getAttribute("href");
    for (const paper of [result, receipt]) {
      const answer = await mother.context.request.get(paper);
      expect(answer.status()).toBe(200);
      expect((await answer.body()).subarray(0, 5).toString()).toBe("%PDF-");
    }
  });

  await test.step("anybody can check the paper, nobody can forge it", async () => {
    const stranger = await person("a stranger");
    const hash = result.split("/").at(-1);
    await stranger.visit(`/papers/${code}/${hash}`, t("citizen.check.title"));
    await expect(stranger.page.getByText(t("citizen.check.genuine"))).toBeVisible();
    await expect(stranger.page.getByText(CHILD)).toHaveCount(0);
    const forged = hash.replace(/.$/, (last) => (last === "0" ? "1" : "0"));
    await stranger.answered(404, () => stranger.page.goto(`/papers/${code}/${forged}`));
    await stranger.at(t("citizen.check.title"));
    await expect(stranger.page.getByText(t("citizen.check.unknown"))).toBeVisible();
    expect((await stranger.context.request.get(result, { maxRedirects: 0 })).status()).toBe(404);
  });

  await test.step("with both codes a stranger sees how far it is, and no name", async () => {
    const stranger = await person("another stranger");
    const { page } = stranger;
    await stranger.visit("/track", t("citizen.track.title"));
    await page.getByLabel(t("citizen.track.code"), { exact: true }).fill(code);
    await page.getByLabel(t("citizen.track.secret"), { exact: true }).fill("00000");
    await stranger.answered(422, () => stranger.press(t("citizen.track.button")));
    await stranger.at(t("citizen.track.title"));
    await page.getByLabel(t("citizen.track.secret"), { exact: true }).fill(secret);
    await stranger.press(t("citizen.track.button"));
    await stranger.at(code);
    await expect(page.getByText(t("citizen.status.returned"))).toBeVisible();
    await expect(page.getByText(CHILD)).toHaveCount(0);
  });

  await test.step("she reads who looked up what about her", async () => {
    await mother.visit("/account/access-log", t("citizen.data_log.title"));
    const table = mother.page.getByRole("table");
    await expect(table.getByText(t("citizen.data_log.register.population")).first()).toBeVisible();
    await expect(table.getByText(t("citizen.data_log.by.me")).first()).toBeVisible();
    const ward = mother.lang === "vi" ? "Ủy ban nhân dân phường Hồng Hà" : "People's Committee of Hồng Hà Ward";
    await expect(table.getByText(ward).first()).toBeVisible();
  });
});
