// The real server with its demonstration, as a process of its own on a free port.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";

/** The program under test. */
export function program() {
  const path = process.env.MOTCUA_BIN;
  if (!path) throw new Error("MOTCUA_BIN is not set: start the journeys with scripts/test-browser");
  return path;
}

/** A port nobody listens on just now. */
export async function freePort() {
  const probe = createServer();
  probe.listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address();
  probe.close();
  await once(probe, "close");
  return port;
}

/** Starts a server in an environment and waits until it is ready. */
export async function start(environment, words = ["serve", "--demo"]) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(program(), words, {
    env: { ...process.env, ...environment, MOTCUA_LISTEN: `127.0.0.1:${port}`, MOTCUA_BASE_URL: url },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let log = "";
  child.stderr.setEncoding("utf8").on("data", (text) => {
    log += text;
  });
  const ended = once(child, "exit");
  const server = {
    url,
    /** What the server has written so far. */
    log: () => log,
    /** Asks the server to end, and makes it if it does not. */
    async stop() {
      child.kill("SIGTERM");
      const late = setTimeout(() => child.kill("SIGKILL"), 5_000);
      await ended;
      clearTimeout(late);
    },
  };
  const patience = Date.now() + 30_000;
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the server ended at once:\n${log}`);
    const ready = await fetch(`${url}/readyz`).then((answer) => answer.ok, () => false);
    if (ready) return server;
    if (Date.now() > patience) {
      await server.stop();
      throw new Error(`the server does not get ready:\n${log}`);
    }
    await new Promise((next) => setTimeout(next, 50));
  }
}
