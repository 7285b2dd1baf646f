// Journeys in Debian's Chromium. scripts/test-browser starts them.

import { defineConfig } from "@playwright/test";

const PHONE = { width: 360, height: 780 };
const DESK = { width: 1280, height: 900 };
const scripts = { javaScriptEnabled: true };
const noScripts = { javaScriptEnabled: false };
/** Journeys are walked in every kind of browser; what goes wrong, in two that differ in everything. */
const journeys = /(birth|hall|payment|delivered)\.spec\.js$/;

const projects = [
  { name: "phone, no scripts", use: { viewport: PHONE, ...noScripts } },
  // All forms are filled in, and many dossiers handled, without scripts alone.
  { name: "desk, scripts", testIgnore: /(all-forms|delivered)\.spec\.js$/, use: { viewport: DESK, ...scripts } },
  { name: "phone, scripts", testMatch: /birth\.spec\.js$/, use: { viewport: PHONE, ...scripts } },
  { name: "desk, no scripts, English", testMatch: journeys, use: { viewport: DESK, ...noScripts, lang: "en" } },
];
if (process.env.MOTCUA_TEST_POSTGRES) {
  projects.push({
    name: "desk, scripts, PostgreSQL",
    testMatch: /birth\.spec\.js$/,
    use: { viewport: DESK, ...scripts, database: "postgres" },
  });
}

export default defineConfig({
  testDir: ".",
  globalSetup: "./support/prepare.js",
  outputDir: "../target/end2end",
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  workers: 2,
  timeout: 480_000,
  expect: { timeout: 20_000 },
  reporter: [["list"]],
  use: {
    browserName: "chromium",
    locale: "vi-VN",
    timezoneId: "Asia/Ho_Chi_Minh",
    screenshot: "only-on-failure",
    actionTimeout: 30_000,
    launchOptions: {
      executablePath: process.env.MOTCUA_CHROMIUM || "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects,
});
