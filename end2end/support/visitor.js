// A person in a browser of their own: what they do, and what is checked on every page they see.

import { expect } from "@playwright/test";
import { watch } from "./watch.js";
import { wordsOf } from "./words.js";

export class Visitor {
  /** `environment`: server, lang, scripted, examiner. */
  constructor(context, page, who, environment) {
    this.context = context;
    this.page = page;
    this.who = who;
    this.lang = environment.lang;
    this.t = wordsOf(environment.lang);
    this.scripted = environment.scripted;
    this.examiner = environment.examiner;
    this.server = environment.server;
    this.watch = watch(context, who, environment.scripted);
  }

  /** Opens an address of the site. */
  async visit(path, heading) {
    await this.page.goto(path);
    await this.at(heading);
  }

  /**
   * The page with this heading is there, and it is in order: one heading of the first level, the language said, a title
   * of its own, nothing wider than the window, islands awake, no accessibility fault.
   */
  async at(heading) {
    const { page } = this;
    const first = page.getByRole("heading", { level: 1 });
    await expect(first).toHaveCount(1);
    await expect(first).toContainText(heading);
    const simulated = page.url().includes("/national/");
    await expect(page.locator("html")).toHaveAttribute("lang", this.lang);
    if (!simulated) await expect(page).toHaveTitle(/\S – Một Cửa$/);
    await this.awake();
    await this.inOrder();
  }

  /** With scripts, waits until the islands of the page are awake. */
  async awake() {
    if (!this.scripted) return;
    const state = () => document.querySelector("leptos-island") && !document.documentElement.dataset.islands;
    await expect.poll(() => this.page.evaluate(state), "islands wake up").toBeFalsy();
  }

  /** Looks at the page as it stands: also in the middle of typing. */
  async inOrder() {
    const wider = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
    expect.soft(await this.page.evaluate(wider), `${this.page.url()} is wider than the window`).toBeLessThanOrEqual(0);
    const faults = await this.examiner.faults(this.page);
    expect.soft(faults, `accessibility of ${this.page.url()}`).toEqual([]);
  }

  /** Does something that is answered with this status, from 400 on. */
  async answered(status, act) {
    this.watch.expect(status);
    const answer = this.page.waitForResponse(
      (response) => response.request().isNavigationRequest() && response.status() === status,
    );
    await act();
    await answer;
  }

  /** Presses a button (or a link that looks like one). */
  async press(name) {
    await this.button(name).click();
  }

  button(name) {
    return this.page.getByRole("button", { name, exact: true });
  }

  link(name) {
    return this.page.getByRole("link", { name });
  }

  /** What has just been done, as the next page says it. */
  async told(text) {
    await expect(this.page.getByRole("alert").filter({ hasText: text })).toBeVisible();
  }

  /** Signs in as a citizen, from the page at which that is asked for. */
  async signIn(name) {
    const { page, t } = this;
    await this.at(t("sign_in.title"));
    await this.press(t("sign_in.citizen.button"));
    const vietnamese = this.lang === "vi";
    await this.at(vietnamese ? "Đăng nhập bằng tài khoản định danh điện tử" : "Sign in with an electronic identity account");
    await this.press(`${vietnamese ? "Đăng nhập" : "Sign in"}: ${name}`);
    await expect(page.getByText(name).first()).toBeVisible();
  }
}
