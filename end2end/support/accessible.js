// axe-core on a page as it stands. A copy of the page is examined in a window of its own, where scripts run and no
// content policy is in the way: so pages without scripts are examined too, and no page under test gets foreign code.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** Style sheets that were fetched already: their names change with their content. */
const styles = new Map();

/** Off by default in axe-core, wanted here: WCAG 2.2 AA. */
const RULES = { "target-size": { enabled: true } };

/** States that were examined already in this process: the same page with other codes and times is the same state. */
const seen = new Set();

function state(html, viewport) {
  const plain = html
    .replace(/nonce="[^"]*"/g, "")
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{64}/g, "#")
    .replace(/\d+/g, "0");
  return createHash("sha256").update(`${viewport.width} ${plain}`).digest("hex");
}

/** Opens the window of the examiner. */
export async function examiner(browser, viewport) {
  const context = await browser.newContext({ javaScriptEnabled: true, bypassCSP: true, viewport });
  const page = await context.newPage();
  let copy = "";
  await page.route("**/*", async (route) => {
    const request = route.request();
    if (request.isNavigationRequest()) return route.fulfill({ body: copy, contentType: "text/html; charset=utf-8" });
    // Letters and pictures are not what is examined.
    if (request.resourceType() !== "stylesheet") return route.abort();
    const { pathname } = new URL(request.url());
    if (!styles.has(pathname)) styles.set(pathname, await (await route.fetch()).text());
    return route.fulfill({ body: styles.get(pathname), contentType: "text/css" });
  });
  return {
    /** What is wrong with a page, a line each; empty if nothing is, or if the same state was examined before. */
    async faults(other) {
      copy = (await other.content())
        .replace(/<script[\s\S]*?<\/script>/g, "")
        .replace(/<link[^>]*rel="(?:modulepreload|preload)"[^>]*>/g, "");
      const key = state(copy, viewport);
      if (seen.has(key)) return [];
      await page.goto(other.url().split("#")[0]);
      await page.evaluate(axe);
      const { violations } = await page.evaluate((rules) => globalThis.axe.run(document, { rules, preload: false, resultTypes: ["violations"] }), RULES);
      seen.add(key);
      return violations.flatMap(({ id, help, nodes }) =>
        nodes.map((node) => `${id}: ${help}\n    ${node.html}\n    ${node.failureSummary.replaceAll("\n", "\n    ")}`),
      );
    },
    close: () => context.close(),
  };
}
