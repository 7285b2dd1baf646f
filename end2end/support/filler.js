// Made-up valid answers for a draft as it stands, by the program itself: it knows the forms, and what the registers said.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { program } from "./server.js";

/** A helper beside a server, over its database. `next(draft)` says what is to be done next. */
export function filler(server, personalId) {
  const words = ["procedures", "fill", "--as", personalId];
  const environment = { ...process.env, ...server.environment };
  const child = spawn(program(), words, { env: environment, stdio: ["pipe", "pipe", "pipe"] });
  const ended = once(child, "exit");
  let log = "";
  child.stderr.setEncoding("utf8").on("data", (text) => {
    log += text;
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async next(draft) {
      child.stdin.write(`${draft}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error(`no answers for ${draft}:\n${log}`);
      return JSON.parse(value);
    },
    async end() {
      child.stdin.end();
      await ended;
    },
  };
}
