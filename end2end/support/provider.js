// An identity provider that nobody here wrote: npm oidc-provider, certified for OpenID Connect, with its own pages for
// signing in and consenting. Only its people are ours.

import { once } from "node:events";
import { createServer } from "node:http";
import Provider from "oidc-provider";
import { freePort } from "./server.js";

export const CLIENT = { id: "mot-cua", secret: "a secret of these tests, and: no other" };

/** Who has an account, by what they type there. The simulated registers know Lan by the same number. */
export const PEOPLE = {
  lan: { name: "Nguyễn Thị Lan", personal_id: "001196028417", birthdate: "1996-03-12", email: "lan@example.vn", level: "2" },
  huy: { name: "Bùi Quang Huy", personal_id: "001201083327", birthdate: "2001-04-18", level: "1" },
};

/**
 * A provider that is down until it is opened. Its address is another site than ours (`localhost`, not `127.0.0.1`), as in
 * the world: cookies and policies behave as they will there.
 */
export async function provider() {
  const port = await freePort();
  const issuer = `http://localhost:${port}`;
  let server, answer;
  const listen = async () => {
    server = createServer(answer).listen(port, "127.0.0.1");
    await once(server, "listening");
  };
  return {
    issuer,
    /** Opens it for a site. */
    async open(site) {
      const oidc = new Provider(issuer, configuration(site));
      // Its own sign-in page knows no levels of assurance: they are those of the accounts.
      const { loginAccount } = oidc.Session.prototype;
      oidc.Session.prototype.loginAccount = function (details) {
        return loginAccount.call(this, { ...details, acr: PEOPLE[details.accountId].level });
      };
      answer = oidc.callback();
      await listen();
    },
    /** Opens it again; it still knows who signed in. */
    reopen: listen,
    /** Shuts it: nobody answers any more. */
    async shut() {
      if (!server?.listening) return;
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

const configuration = (site) => ({
  clients: [
    {
      client_id: CLIENT.id,
      client_secret: CLIENT.secret,
      redirect_uris: [`${site}/sign-in/return`],
      grant_types: ["authorization_code"],
      response_types: ["code"],
    },
  ],
  pkce: { required: () => true },
  acrValues: ["1", "2"],
  claims: { openid: ["sub"], profile: ["name", "birthdate", "personal_id"], phone: ["phone_number"], email: ["email"] },
  features: { devInteractions: { enabled: true } },
  cookies: { keys: ["only for these tests"] },
  findAccount: (_, id) =>
    PEOPLE[id] && { accountId: id, claims: () => ({ sub: id, ...PEOPLE[id], level: undefined }) },
});

/** Signs in at the provider's own pages: who one is, then consent. */
export async function signInThere(visitor, login) {
  const { page } = visitor;
  await page.getByPlaceholder("Enter any login").fill(login);
  await page.getByPlaceholder("and password").fill("anything");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
}
