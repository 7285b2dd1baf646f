// Citizens sign in at an identity provider that nobody here wrote, on another site, by its own pages.

import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { begin, nameChild } from "./support/citizen.js";
import { empty } from "./support/databases.js";
import { CLIENT, PEOPLE, provider, signInThere } from "./support/provider.js";
import { start } from "./support/server.js";
import { expect, test as base } from "./support/test.js";

const test = base.extend({
  /** The provider; down until a test opens it. */
  provider: async ({}, use) => {
    const there = await provider();
    await use(there);
    await there.shut();
  },

  /** A server without the demonstration: its citizens sign in there, and no register answers. */
  server: async ({ provider }, use, info) => {
    const { folder } = JSON.parse(process.env.MOTCUA_E2E);
    const data = await mkdtemp(join(folder, "oidc-"));
    const settings = {
      MOTCUA_OIDC_ISSUER: provider.issuer,
      MOTCUA_OIDC_CLIENT_ID: CLIENT.id,
      MOTCUA_OIDC_CLIENT_SECRET: CLIENT.secret,
      MOTCUA_NATIONAL_URL: "http://127.0.0.1:9",
    };
    const server = await start({ ...(await empty("sqlite", data)), ...settings }, ["serve"]);
    await use(server);
    await server.stop();
    if (info.status !== info.expectedStatus) await info.attach("server.log", { body: server.log() });
    await rm(data, { recursive: true, force: true });
  },
});

/** A visitor whose browser does not wait for the fonts that the provider's pages fetch from far away. */
async function visitor(person, who) {
  const visitor = await person(who);
  const nothing = { contentType: "text/css", body: "" };
  await visitor.context.route("https://fonts.googleapis.com/**", (route) => route.fulfill(nothing));
  return visitor;
}

/** Asks to be signed in, from the page of one's own account. */
async function ask(visitor) {
  await visitor.visit("/account", visitor.t("sign_in.title"));
  await visitor.press(visitor.t("sign_in.citizen.button"));
}

test("a citizen signs in at the provider, and out", async ({ person, provider, server, t }) => {
  const lan = await visitor(person, "lan");
  const { page } = lan;

  await test.step("while the provider is down, she is told so and what goes on", async () => {
    await lan.answered(503, () => ask(lan));
    await lan.at(t("sign_in.failed.down"));
    await expect(page.getByText(t("sign_in.failed.down_drafts"))).toBeVisible();
  });

  let back;
  await test.step("she signs in and is on the page she wanted", async () => {
    await provider.open(server.url);
    page.on("request", (request) => {
      if (request.url().includes("/sign-in/return")) back = request.url();
    });
    await ask(lan);
    await signInThere(lan, "lan");
    await lan.at(t("citizen.profile.title"));
    await expect(page.getByRole("main").getByText(PEOPLE.lan.name)).toBeVisible();
    await expect(page.getByText(t("citizen.profile.level_two"))).toBeVisible();
  });

  await test.step("the way back is good once, and in her browser alone", async () => {
    const thief = await visitor(person, "a thief");
    for (const [who, url] of [[lan, back], [thief, back], [thief, `${server.url}/sign-in/return?state=guessed&code=guessed`]]) {
      await who.answered(400, () => who.page.goto(url));
      await who.at(t("sign_in.failed.stale"));
    }
    await lan.visit("/account", t("citizen.profile.title"));
  });

  await test.step("the provider goes down: her draft goes on", async () => {
    const list = await begin(lan);
    await provider.shut();
    await nameChild(lan, "Trần Bảo An");
    await expect(page).toHaveURL(list);
  });

  await test.step("she signs out", async () => {
    await lan.visit("/account", t("citizen.profile.title"));
    await lan.press(t("citizen.profile.sign_out_all"));
    await lan.told(t("sign_in.signed_out.everywhere"));
    await lan.visit("/account", t("sign_in.title"));
  });

  await test.step("the provider still knows her, but whoever comes next at this computer is asked who it is", async () => {
    await provider.reopen();
    await ask(lan);
    await expect(page.getByPlaceholder("and password")).toBeVisible();
  });
});

test("who cancels there is not signed in; who has level 1 may look", async ({ person, provider, server, t }) => {
  await provider.open(server.url);
  const huy = await visitor(person, "huy");
  await ask(huy);
  await huy.answered(403, () => huy.page.getByRole("link", { name: "Cancel" }).click());
  await huy.at(t("sign_in.failed.declined"));

  await ask(huy);
  await signInThere(huy, "huy");
  await huy.at(t("citizen.profile.title"));
  await expect(huy.page.getByText(t("sign_in.level_one.text"))).toBeVisible();
  await expect(huy.page.getByText(t("citizen.profile.level_one"))).toBeVisible();
});
