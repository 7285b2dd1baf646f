import { apply } from "./support/apply.js";
import { filler } from "./support/filler.js";
import { SIGNED_IN, expect, test } from "./support/test.js";
const OUT = "/tmp/look";
test("look", async ({ person, server, browser }) => {
  const visitor = await person("Nguyễn Thị Lan", SIGNED_IN);
  const { page, t } = visitor;
  const shot = async (name) => {
    for (const [w, h] of [[360, 780], [1280, 900]]) {
      await page.setViewportSize({ width: w, height: h });
      await page.screenshot({ path: `${OUT}/${name}-${w}.png`, fullPage: true });
    }
  };
  const helper = filler(server, "001196028417");
  await apply(visitor, person, helper, "traffic-fine-payment");
  await shot("done");
  const code = page.url().split("/").at(-2);
  await page.goto(`/dossiers/${code}`);
  await shot("dossier");
  await page.goto("/dossiers");
  await shot("dossiers");
  await page.goto(`/dossiers/${code}/pay`);
  await page.waitForURL(/\/pay\/[0-9a-f-]+\?/);
  await shot("platform");
  await page.getByRole("button", { name: "Nộp tiền", exact: true }).click();
  await page.waitForLoadState();
  await shot("platform-paid");
  await apply(visitor, person, helper, "marital-status-certificate");
  await shot("done2");
  await page.goto("/procedures/marital-status-certificate");
  await shot("procedure");
  await page.goto("/procedures/marriage-registration");
  await shot("procedure2");
  await helper.end();
  await page.goto("/account/sign-out").catch(() => {});
  const ctx = await browser.newContext({ baseURL: server.url });
  const p2 = await ctx.newPage();
  await p2.goto(server.url + "/office/sign-in");
  for (const [w, h] of [[360, 780], [1280, 900]]) {
    await p2.setViewportSize({ width: w, height: h });
    await p2.screenshot({ path: `${OUT}/office-${w}.png`, fullPage: true });
  }
});
