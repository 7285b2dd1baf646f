// One application, three agencies: from a birth to three results, and when things go wrong.

import { leave, leaveBecause, openFromQueue, openWhen, signInByHand } from "./support/office.js";
import {
  codeOfPart,
  fault,
  fillGroup,
  pace,
  partOf,
  pass,
  passWorkingTime,
  registerBirth,
  submitGroup,
} from "./support/family.js";
import { SIGNED_IN, expect, test } from "./support/test.js";

const FATHER = "Trần Văn Hùng";
const CHILD = "Trần Nguyễn An Nhiên";
const ALONE = "Đỗ Minh Khôi";
const REASON = "Hộ có chỗ ở không đủ điều kiện đăng ký thường trú tại địa chỉ này.";
const LAW = "Luật Cư trú 68/2020/QH14, Điều 23";

/** The father confirms in his own browser. */
async function confirm(father) {
  const { t } = father;
  await father.visit("/account/confirmations", t("citizen.confirmations.title"));
  await father.press(t("citizen.confirmations.confirm"));
  await father.at(t("citizen.confirmations.title"));
}

/** An officer with a browser of their own leaves a step of a part as soon as it is there. */
async function act(person, who, code, way) {
  const officer = await person(who, SIGNED_IN);
  await openWhen(officer, code, way);
  await leave(officer, way);
  return officer;
}

test("one application brings three results", async ({ person, server, t, birth, family }) => {
  const mother = await person("Nguyễn Thị Lan", SIGNED_IN);
  const { page } = mother;
  let group, secret;
  const overview = () => mother.visit(`/dossiers/${group}`, family.short);
  const tag = (name, words) => expect(partOf(mother, name).getByText(words, { exact: true })).toBeVisible();

  await test.step("she applies once, with six things of her own", async () => {
    const list = await fillGroup(mother, CHILD);
    await mother.at(family.procedure);
    await expect(page.getByText(t("group.choose.title"))).toBeVisible();
    await mother.press(t("citizen.tasks.confirmation.ask"));
    await mother.at(family.procedure);
    await confirm(await person(FATHER, SIGNED_IN));
    await mother.visit(list, family.procedure);
    ({ code: group, secret } = await submitGroup(mother));
    await expect(page.getByText(t("group.submitted.code"))).toBeVisible();
    await expect(page.getByRole("main").getByText(family.parts.residence)).toBeVisible();
  });

  const birthCode = await codeOfPart(mother, group, family.parts.birth);
  await test.step("she sees all parts: the first goes on, the others begin by themselves", async () => {
    await overview();
    await expect(page.getByText(t("group.first.nothing"))).toBeVisible();
    await tag(family.parts.birth, t("citizen.status.submitted"));
    await tag(family.parts.residence, t("group.standing.to_come"));
    await tag(family.parts.identityCard, t("group.standing.not_chosen"));
    await mother.visit("/dossiers", t("citizen.mine.title"));
    await expect(page.getByRole("main").getByRole("link", { name: CHILD })).toHaveCount(1);
    await expect(page.getByText(`${family.parts.birth}: ${t("citizen.status.submitted")}`)).toBeVisible();
    await mother.visit(`/dossiers/${birthCode}`, CHILD);
    await mother.link(t("group.back")).click();
    await mother.at(family.short);
  });

  await test.step("the ward registers the birth, and the police and the social insurance have their parts", async () => {
    await registerBirth(person, birthCode, SIGNED_IN);
  });
  const residence = await codeOfPart(mother, group, family.parts.residence);
  const insurance = await codeOfPart(mother, group, family.parts.insurance);

  await test.step("the insurance office sees its part, and of the others where they stand", async () => {
    const officer = await person("bhxh", SIGNED_IN);
    await openFromQueue(officer, "reception", insurance);
    await officer.at(CHILD);
    const card = officer.page.locator(".mc-card").filter({ hasText: t("group.office.title") });
    await expect(card.getByText(family.parts.residence)).toBeVisible();
    await expect(card.getByText(t("group.standing.done"))).toBeVisible();
    await expect(card.getByRole("link")).toHaveCount(0);
    await officer.answered(404, () => officer.page.goto(`/office/dossiers/${residence}`));
    await officer.at(t("errors.not_found.title"));
    await officer.page.goto(`/office/dossiers/${insurance}`);
    await leave(officer, family.accept);
    await act(person, "bhxh", insurance, family.propose);
    await act(person, "giamdocbhxh", insurance, family.approve);
    await act(person, "bhxh", insurance, family.issue);
  });

  await test.step("the police system answers later, by a signed callback", async () => {
    await pace(server, "residence", 600);
    await act(person, "cutru", residence, family.accept);
    await act(person, "cutru", residence, family.propose);
    const chief = await act(person, "truongca", residence, family.approve);
    await expect(chief.page.getByText(t("citizen.status.calling")).first()).toBeVisible();
    await overview();
    await tag(family.parts.residence, t("citizen.status.calling"));
    await tag(family.parts.insurance, t("group.standing.done"));
    await pass(server, 11);
    await act(person, "cutru", residence, family.issue);
  });

  await test.step("the mother has three results", async () => {
    await overview();
    await expect(page.getByText(t("group.first.completed"))).toBeVisible();
    for (const part of ["birth", "residence", "insurance"]) {
      await tag(family.parts[part], t("group.standing.done"));
      const paper = partOf(mother, family.parts[part]).getByRole("link", {
        name: t("citizen.dossier.download", { name: family.papers[part] }),
      });
      const answer = await mother.context.request.get(await paper.getAttribute("href"));
      expect(answer.status()).toBe(200);
      expect((await answer.body()).subarray(0, 5).toString()).toBe("%PDF-");
    }
    await mother.visit("/dossiers", t("citizen.mine.title"));
    await expect(page.getByText(`${family.parts.insurance}: ${t("group.standing.done")}`)).toBeVisible();
    // Nothing was done twice at any agency.
    const { deeds } = await (await fetch(`${server.url}/national/api/ledger`)).json();
    expect(deeds.map((deed) => deed.work).sort()).toEqual(["birth", "health_card", "permanent_residence"]);
  });

  await test.step("with both codes a stranger sees how far each part is, and no name", async () => {
    const stranger = await person("a stranger");
    await stranger.visit("/track", t("citizen.track.title"));
    await stranger.page.getByLabel(t("citizen.track.code"), { exact: true }).fill(group);
    await stranger.page.getByLabel(t("citizen.track.secret"), { exact: true }).fill(secret);
    await stranger.press(t("citizen.track.button"));
    await stranger.at(group);
    await expect(stranger.page.getByText(family.parts.residence, { exact: true })).toBeVisible();
    await expect(stranger.page.getByText(CHILD)).toHaveCount(0);
  });
});

test("a system that is away, a supplement and a refusal: every page tells the truth", async ({
  person,
  server,
  t,
  family,
}) => {
  const mother = await person("Đỗ Thị Mai", SIGNED_IN);
  const { page } = mother;
  let group;
  const overview = () => mother.visit(`/dossiers/${group}`, family.short);
  const residencePart = () => partOf(mother, family.parts.residence);
  const insurancePart = () => partOf(mother, family.parts.insurance);

  await test.step("the birth is registered", async () => {
    await fillGroup(mother, ALONE);
    ({ code: group } = await submitGroup(mother));
    await registerBirth(person, await codeOfPart(mother, group, family.parts.birth), SIGNED_IN);
  });
  const residence = await codeOfPart(mother, group, family.parts.residence);
  const insurance = await codeOfPart(mother, group, family.parts.insurance);

  await test.step("the insurance system is down when the card is to be issued", async () => {
    await fault(server, "social_insurance", "down");
    await act(person, "bhxh", insurance, family.accept);
    await act(person, "bhxh", insurance, family.propose);
    await act(person, "giamdocbhxh", insurance, family.approve);
  });

  await test.step("the police ask for something", async () => {
    const officer = await act(person, "cutru", residence, family.accept);
    const { page: desk } = officer;
    await officer.press(t("officer.offers.supplement"));
    await officer.at(t("officer.supplement.title"));
    await desk.locator("summary").filter({ hasText: family.household }).first().click();
    const section = desk.getByRole("group", { name: family.household });
    const row = section.getByRole("checkbox", { name: family.relation });
    await row.check();
    await section.locator("input[name='note-field-relationship_to_head']").fill("Ghi rõ quan hệ với chủ hộ");
    const other = desk.getByRole("radio", { name: t("officer.leave.other") });
    if (await other.count()) await other.check();
    await desk.getByLabel(t("officer.leave.words")).fill("Quan hệ với chủ hộ chưa khớp.");
    await officer.press(t("officer.supplement.button"));
    await officer.told(t("officer.supplement.sent"));
  });

  await test.step("she is told what she has to do, and that the card goes on", async () => {
    await overview();
    await expect(page.getByText(t("group.first.supplement"))).toBeVisible();
    await expect(residencePart().getByText("Ghi rõ quan hệ với chủ hộ")).toBeVisible();
    await expect(residencePart().getByText(t("group.part.only_this_clock"))).toBeVisible();
    await expect(insurancePart().getByText(t("citizen.status.calling"), { exact: true })).toBeVisible();
  });

  const officers = new Map();
  const byHand = async (who) => {
    if (!officers.has(who)) officers.set(who, await person(who));
    await signInByHand(officers.get(who), who);
    return officers.get(who);
  };

  await test.step("two days later she reads that the insurance is silent and was asked again", async () => {
    await passWorkingTime(server, "3wd");
    await page.goto(`/dossiers/${group}`);
    await mother.signIn("Đỗ Thị Mai");
    await mother.at(family.short);
    const silent = insurancePart().locator(".govuk-warning-text");
    await expect
      .poll(async () => {
        await page.goto(`/dossiers/${group}`);
        return silent.count();
      }, "she is told of the silence")
      .toBe(1);
    await expect(silent).toContainText(family.insuranceOffice);
    await mother.at(family.short);
    const officer = await byHand("bhxh");
    await officer.visit(`/office/dossiers/${insurance}`, ALONE);
    await expect(officer.page.getByText(t("officer.waiting.title")).first()).toBeVisible();
  });

  await test.step("she answers the police", async () => {
    await overview();
    await mother.press(t("group.part.supplement", { code: residence }));
    await mother.at(t("citizen.supplement.title"));
    const field = page.getByRole("group", { name: family.relation });
    await field.getByRole("radio", { name: family.otherRelation, exact: true }).check();
    await mother.press(t("citizen.supplement.send"));
    await mother.at(ALONE);
    await overview();
    await expect(page.getByText(t("group.first.supplement"))).toHaveCount(0);
    await expect(residencePart().getByText(t("citizen.status.handling"), { exact: true })).toBeVisible();
  });

  await test.step("the system is back: the card is issued", async () => {
    await fault(server, "social_insurance", "none");
    await pass(server, 5);
    const officer = officers.get("bhxh");
    await openWhen(officer, insurance, family.issue);
    await leave(officer, family.issue);
    await overview();
    await expect(insurancePart().getByText(t("group.standing.done"), { exact: true })).toBeVisible();
  });

  await test.step("the police refuse, with a reason", async () => {
    const officer = await byHand("cutru");
    await officer.visit(`/office/dossiers/${residence}`, ALONE);
    await leaveBecause(officer, family.proposeRefusal, { words: REASON, legal: "" });
    const chief = await byHand("truongca");
    await openWhen(chief, residence, family.notEligible);
    await leaveBecause(chief, family.notEligible, { words: REASON, legal: LAW, ground: family.notEligible.toLowerCase() });
    const card = chief.page.locator(".mc-card").filter({ hasText: t("group.office.title") });
    await expect(card.getByText(t("citizen.status.not_eligible"))).toBeVisible();
  });

  await test.step("she keeps two results, and reads why there is no third and what to do", async () => {
    await expect
      .poll(async () => {
        await page.goto(`/dossiers/${group}`);
        return page.getByText(t("group.first.partly")).count();
      }, "the group has ended")
      .toBe(1);
    await mother.at(family.short);
    await expect(residencePart().getByText(REASON)).toBeVisible();
    await expect(residencePart().getByText(LAW)).toBeVisible();
    await expect(residencePart().getByText(t("group.part.next_later"))).toBeVisible();
    for (const part of ["birth", "insurance"]) {
      const download = t("citizen.dossier.download", { name: family.papers[part] });
      await expect(partOf(mother, family.parts[part]).getByRole("link", { name: download })).toBeVisible();
    }
    await mother.visit("/dossiers", t("citizen.mine.title"));
    await expect(page.getByText(t("citizen.status.partly"))).toBeVisible();
    await mother.visit(`/dossiers/${residence}`, ALONE);
    await expect(page.getByText(REASON).first()).toBeVisible();
    const { deeds } = await (await fetch(`${server.url}/national/api/ledger`)).json();
    expect(deeds.map((deed) => deed.work).sort()).toEqual(["birth", "health_card"]);
  });
});
