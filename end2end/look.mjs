// Pictures of the pages, to be looked at: walks through the site and keeps a picture of every page.
//   node end2end/look.mjs FOLDER [WIDTH-LANG[-STORY] ...]   such as 360-vi 1280-en-group; all four, with both stories
//   (birth, group), if none is named
// Needs MOTCUA_BIN (the server) and, if it is not in its usual place, MOTCUA_CHROMIUM.

import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { begin, chooseResult, codes, declare, nameChild, submitAlone } from "./support/citizen.js";
import { copyOf } from "./support/databases.js";
import { fillEvent } from "./support/hall.js";
import {
  GROUP,
  codeOfPart,
  fault,
  fillGroup,
  pass,
  passWorkingTime,
  registerBirth,
  submitGroup,
} from "./support/family.js";
import { leaveBecause, openFromQueue, openWhen, signInByHand } from "./support/office.js";
import { prepare, session } from "./support/prepare.js";
import { birthWords, familyWords, hallWords } from "./support/procedure-words.js";
import { start } from "./support/server.js";
import { Visitor } from "./support/visitor.js";

const [folder, ...wanted] = process.argv.slice(2);
if (!folder) throw new Error("usage: node end2end/look.mjs FOLDER [WIDTH-LANG ...]");
const walks = wanted.length ? wanted : ["360-vi", "1280-vi", "360-en", "1280-en"];

/** A visitor who keeps a picture of every page. */
class Photographer extends Visitor {
  async inOrder() {
    const { album, page } = this;
    const path = new URL(page.url()).pathname
      .replace(/[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{64}|H26\.97-[\d-]+/g, "x")
      .replace(/\W+/g, "-")
      .replace(/^-|-$/g, "");
    album.count += 1;
    const name = `${String(album.count).padStart(2, "0")}-${path || "home"}.png`;
    await page.screenshot({ path: join(album.folder, name), fullPage: true });
    const wider = await page.evaluate(() => {
      const width = document.documentElement.clientWidth;
      if (document.documentElement.scrollWidth <= width) return [];
      const outside = [...document.querySelectorAll("body *")].filter((it) => it.getBoundingClientRect().right > width + 1);
      return outside.slice(0, 4).map((it) => `${it.tagName.toLowerCase()}.${it.className}: ${it.textContent.trim().slice(0, 60)}`);
    });
    if (wider.length) console.log(`${album.name} ${name} is wider than the window:\n    ${wider.join("\n    ")}`);
  }
}

async function walk(browser, prepared, home, name) {
  const [width, lang, only] = name.split("-");
  const album = { name, folder: join(folder, name), count: 0 };
  await mkdir(album.folder, { recursive: true });
  const data = await mkdtemp(join(home, "server-"));
  const server = await start(await copyOf("sqlite", prepared, data, ""));
  const person = async (who, signedIn = false) => {
    const context = await browser.newContext({
      baseURL: server.url,
      viewport: { width: Number(width), height: 800 },
      ...(signedIn && { storageState: session(home, "sqlite", who) }),
    });
    await context.addCookies([{ name: "motcua_lang", value: lang, url: server.url }]);
    const visitor = new Photographer(context, await context.newPage(), who, { server, lang, scripted: true });
    visitor.album = album;
    return visitor;
  };
  try {
    if (only !== "group") await story(person, birthWords(lang), hallWords(lang));
    if (only !== "birth") await storyOfGroup(person, server, familyWords(lang));
  } catch (error) {
    console.log(server.log());
    throw error;
  } finally {
    await server.stop();
  }
  console.log(`${name}: ${album.count} pictures`);
}

async function story(person, birth, hall) {
  const mother = await person("Nguyễn Thị Lan");
  const { page, t } = mother;
  await mother.visit("/", t("citizen.home.question"));
  await page.getByLabel(t("common.search.label")).fill("lam giay khai sinh");
  await page.getByRole("option").first().waitFor();
  await mother.inOrder();
  await mother.visit("/procedures?q=khai+sinh", t("citizen.procedures.title"));
  await mother.visit("/procedures?q=xyzxyz", t("citizen.procedures.title"));
  await mother.visit("/procedures/birth-registration", birth.procedure);
  await mother.visit("/sign-in", t("sign_in.title"));
  await mother.signIn("Nguyễn Thị Lan");
  const list = await begin(mother);
  await mother.at(birth.procedure);
  for (const section of ["requester", "birth", "parents", "mother", "father", "child", "office", "result", "declaration"]) {
    await mother.visit(`${list}/sections/${section}`, /\S/);
  }
  await mother.visit(`${list}/sections/mother/mother_date_of_birth/dispute`, /\S/);
  await mother.visit(`${list}/sections/child/child_hometown/dispute`, /\S/);
  await page.goto(list);
  await nameChild(mother, "Trần An 2");
  await mother.at(birth.child);
  await page.goto(list);
  await mother.link(birth.result).click();
  await page.getByRole("group", { name: birth.copies }).getByRole("radio", { name: t("citizen.field.yes") }).check();
  await mother.inOrder();
  await mother.press(t("citizen.section.save"));
  await mother.at(birth.result);
  await page.goto(list);
  await nameChild(mother, "Trần Nguyễn An Nhiên");
  await chooseResult(mother);
  await declare(mother);
  await mother.press(t("citizen.tasks.confirmation.ask"));
  await mother.at(birth.procedure);
  const father = await person("Trần Văn Hùng");
  await father.page.goto("/dossiers");
  await father.signIn("Trần Văn Hùng");
  await father.at(t("citizen.mine.title"));
  await father.link(t("citizen.mine.look")).click();
  await father.at(t("citizen.confirmations.title"));
  await father.press(t("citizen.confirmations.confirm"));
  await father.at(t("citizen.confirmations.title"));
  await mother.visit(list, birth.procedure);
  await mother.press(t("citizen.tasks.submit"));
  await mother.at(t("citizen.review.title"));
  await mother.press(t("citizen.review.submit"));
  const { code, secret } = await codes(mother);
  await mother.visit("/dossiers", t("citizen.mine.title"));
  await mother.visit(`/dossiers/${code}`, /\S/);
  await mother.visit(`/dossiers/${code}/withdraw`, /\S/);

  const borrower = await person("Trần Văn Hùng", true);
  const hallList = await begin(borrower, "community-hall-lending");
  await borrower.visit("/procedures/community-hall-lending", hall.procedure);
  await borrower.page.goto(hallList);
  await fillEvent(borrower, { title: "Đêm văn nghệ", guests: 150 });
  await borrower.inOrder();
  await borrower.press(t("citizen.section.save"));
  await borrower.at(/\S/);
  await borrower.visit(`${hallList}/documents/programme`, hall.programme);
  await borrower.press(t("citizen.upload.add"));
  await borrower.at(hall.programme);
  await borrower.visit(`${hallList}/review`, t("citizen.review.title"));
  await borrower.visit(`${hallList}/discard`, /\S/);

  const guest = await person("a guest");
  await guest.visit("/office", t("sign_in.officer.title"));
  await guest.press(t("sign_in.officer.button"));
  await guest.at(t("sign_in.officer.title"));
  await guest.visit("/accessibility", /\S/).catch((error) => console.log(String(error).split("\n")[0]));
  await guest.visit("/data-protection", /\S/).catch((error) => console.log(String(error).split("\n")[0]));

  const alone = await person("Đỗ Thị Mai", true);
  const other = await submitAlone(alone, "Đỗ Minh Khôi");
  const reception = await person("duc", true);
  await openFromQueue(reception, "reception", code);
  await reception.at(/\S/);
  for (const part of ["documents", "history", "supplement?step=receive", "leave/receive/refuse"]) {
    await reception.visit(`/office/dossiers/${code}/${part}`, /\S/);
  }
  await reception.press(birth.refuse);
  await reception.at(/\S/);
  await reception.visit(`/office/dossiers/${other.code}/supplement?step=receive`, /\S/);
  await reception.press(t("officer.supplement.button"));
  await reception.at(/\S/);
  await reception.page.getByText(t("officer.supplement.fields_of", { section: birth.child, count: 4 })).click();
  const section = reception.page.getByRole("group", { name: birth.child });
  await section.getByRole("checkbox", { name: birth.childName }).check();
  await section.getByRole("textbox", { name: t("officer.supplement.note") }).first().fill("Tên trùng với tên của mẹ");
  await reception.page.getByRole("radio", { name: birth.nameNotLawful }).check();
  await reception.inOrder();
  await reception.press(t("officer.supplement.button"));
  await reception.at(/\S/);
  await alone.visit(`/dossiers/${other.code}`, /\S/);
  await alone.visit(`/dossiers/${other.code}/supplement`, /\S/);
  await reception.visit("/office/queues/supplement", /\S/);
  await reception.visit(`/office/dossiers?q=${encodeURIComponent("tran nguyen")}`, /\S/);
  const late = await person("hoa", true);
  await late.page.goto(`/office/dossiers/${code}`);
  await reception.page.goto(`/office/dossiers/${code}`);
  await reception.press(birth.accept);
  await reception.at(/\S/);
  await late.press(birth.accept);
  await late.at(/\S/);

  for (const [who, act] of [
    ["ha.hotich", birth.propose],
    ["chutich", birth.approve],
    ["vanthu", birth.seal],
    ["traketqua", birth.returned],
  ]) {
    const officer = await person(who, true);
    await openWhen(officer, code, act);
    await officer.at(/\S/);
    await officer.press(act);
    await officer.at(/\S/);
    if (act === birth.approve) await officer.visit("/office", /\S/);
    if (act === birth.returned) await officer.visit(`/office/dossiers/${code}/history`, /\S/);
  }
  await mother.visit(`/dossiers/${code}`, /\S/);
  const paper = await mother.link(t("citizen.dossier.download", { name: birth.certificate })).getAttribute("href");
  await guest.visit(`/papers/${code}/${paper.split("/").at(-1)}`, /\S/);
  await guest.visit(`/papers/${code}/${"0".repeat(64)}`, /\S/);
  await guest.visit("/track", /\S/);
  await guest.page.getByLabel(t("citizen.track.code"), { exact: true }).fill(code);
  await guest.page.getByLabel(t("citizen.track.secret"), { exact: true }).fill("00000");
  await guest.press(t("citizen.track.button"));
  await guest.at(/\S/);
  await guest.page.getByLabel(t("citizen.track.secret"), { exact: true }).fill(secret);
  await guest.press(t("citizen.track.button"));
  await guest.at(code);
  await mother.visit("/account", /\S/);
  await mother.visit("/account/access-log", /\S/);
  await mother.visit("/dossiers/H26.97-261122-9999", /\S/);
}

/** A linked group: from the list of tasks to three results, then a silent system, a supplement, a refusal, a withdrawal. */
async function storyOfGroup(person, server, family) {
  const mother = await person("Đỗ Thị Mai", true);
  const { page, t } = mother;
  await mother.visit(`/procedures/${GROUP}`, /\S/);
  await fillGroup(mother, "Đỗ Minh Khôi");
  await mother.inOrder();
  const { code: group } = await submitGroup(mother);
  await mother.visit(`/dossiers/${group}/submitted`, /\S/);
  const overview = () => mother.visit(`/dossiers/${group}`, /\S/);
  const birthCode = await codeOfPart(mother, group, family.parts.birth);
  await overview();
  await registerBirth(person, birthCode, { signedIn: true });
  const residence = await codeOfPart(mother, group, family.parts.residence);
  const insurance = await codeOfPart(mother, group, family.parts.insurance);
  await overview();
  await mother.visit("/dossiers", /\S/);
  await mother.visit(`/dossiers/${group}/parts/identity_card`, /\S/);
  await mother.visit(`/dossiers/${group}/withdraw`, /\S/);
  await fault(server, "social_insurance", "down");
  const act = async (who, code, way) => {
    const officer = await person(who, true);
    await openWhen(officer, code, way);
    await officer.at(/\S/);
    await officer.press(way);
    return officer;
  };
  await act("bhxh", insurance, family.accept);
  await act("bhxh", insurance, family.propose);
  await act("giamdocbhxh", insurance, family.approve);
  const police = await act("cutru", residence, family.accept);
  await police.press(t("officer.offers.supplement"));
  await police.at(/\S/);
  await police.page.locator("summary").filter({ hasText: family.household }).click();
  const household = police.page.getByRole("group", { name: family.household });
  await household.getByRole("checkbox", { name: family.relation }).check();
  await household.locator("input[name='note-field-relationship_to_head']").fill("Ghi rõ quan hệ với chủ hộ");
  const other = police.page.getByRole("radio", { name: t("officer.leave.other") });
  if (await other.count()) await other.check();
  await police.page.getByLabel(t("officer.leave.words")).fill("Quan hệ với chủ hộ chưa khớp.");
  await police.press(t("officer.supplement.button"));
  await overview();
  await passWorkingTime(server, "3wd");
  await page.goto(`/dossiers/${group}`);
  await mother.signIn("Đỗ Thị Mai");
  await page.waitForTimeout(3000);
  await overview();
  await mother.visit(`/dossiers/${insurance}`, /\S/);
  const insurer = await person("bhxh");
  await signInByHand(insurer, "bhxh");
  await insurer.visit(`/office/dossiers/${insurance}`, /\S/);
  for (const path of ["silent", "messages", "messages?state=refused", "systems", `dossiers/${insurance}/messages`]) {
    await insurer.visit(`/office/${path}`, /\S/);
  }
  await insurer.page.locator("table a[href^='/office/messages/']").last().click();
  await insurer.at(/\S/);
  await mother.visit(`/dossiers/${residence}/supplement`, /\S/);
  await page.getByRole("group", { name: family.relation }).getByRole("radio", { name: family.otherRelation, exact: true }).check();
  await mother.press(t("citizen.supplement.send"));
  await fault(server, "social_insurance", "none");
  await pass(server, 5);
  await openWhen(insurer, insurance, family.issue);
  await insurer.press(family.issue);
  const officer = await person("cutru");
  await signInByHand(officer, "cutru");
  await officer.visit(`/office/dossiers/${residence}`, /\S/);
  await leaveBecause(officer, family.proposeRefusal, { words: "Chỗ ở chưa đủ diện tích." });
  const chief = await person("truongca");
  await signInByHand(chief, "truongca");
  await openWhen(chief, residence, family.notEligible);
  await leaveBecause(chief, family.notEligible, {
    words: "Chỗ ở chưa đủ diện tích.",
    legal: "Luật Cư trú, Điều 23",
    ground: family.notEligible.toLowerCase(),
  });
  await page.waitForTimeout(2000);
  await overview();
  await mother.visit(`/dossiers/${residence}`, /\S/);
  await mother.visit("/dossiers", /\S/);
}

const home = await mkdtemp(join(tmpdir(), "motcua-look-"));
const browser = await chromium.launch({
  executablePath: process.env.MOTCUA_CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
});
try {
  const prepared = await prepare("sqlite", home);
  for (const name of walks) await walk(browser, prepared, home, name);
} finally {
  await browser.close();
  await rm(home, { recursive: true, force: true });
}
