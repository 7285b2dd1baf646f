// A database of its own for every server: a file, or a database made from a template on the given PostgreSQL server.

import { execFile } from "node:child_process";
import { cp, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const administrator = () => process.env.MOTCUA_TEST_POSTGRES;

/** Whether a PostgreSQL server is there. */
export const hasPostgres = () => Boolean(administrator());

/** The address of a database on the PostgreSQL server. */
function addressOf(name) {
  const url = new URL(administrator());
  url.pathname = `/${name}`;
  return url.toString();
}

const sql = (statement) => run("psql", [administrator(), "-v", "ON_ERROR_STOP=1", "-q", "-c", statement]);

/** What a server needs in its environment to work in `folder`, with an empty database. */
export async function empty(kind, folder, name) {
  await mkdir(folder, { recursive: true });
  if (kind === "sqlite") return environment(folder, `sqlite://${join(folder, "motcua.sqlite")}`);
  await sql(`CREATE DATABASE ${name}`);
  return environment(folder, addressOf(name));
}

/** The same, with a copy of a prepared one that no server uses at the moment. */
export async function copyOf(kind, prepared, folder, name) {
  await cp(prepared.folder, folder, { recursive: true });
  if (kind === "sqlite") return environment(folder, `sqlite://${join(folder, "motcua.sqlite")}`);
  await sql(`CREATE DATABASE ${name} TEMPLATE ${prepared.name}`);
  return environment(folder, addressOf(name));
}

/** Throws a PostgreSQL database away; a file goes with its folder. */
export async function drop(kind, name) {
  if (kind === "postgres") await sql(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
}

const environment = (folder, database) => ({ DATABASE_URL: database, MOTCUA_STORAGE: join(folder, "files") });
