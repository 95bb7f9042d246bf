import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The build folder. */
export const BUILD = fileURLToPath(new URL("../dist", import.meta.url));

const SERVICE_WORKER = "service-worker.js";

const sha256Of = (path: string) => createHash("sha256").update(readFileSync(path)).digest("hex");

/** Path of the only script of the build whose name begins so. */
export function builtPath(beginning: string): string {
  const found = readdirSync(join(BUILD, "assets")).filter(
    (name) => name.startsWith(beginning) && name.endsWith(".js"),
  );
  if (found.length !== 1) throw new Error(`${found.length} scripts of the build begin with ${beginning}`);
  return `assets/${found[0]}`;
}

export interface Alterations {
  /** New texts of files, made from the old ones. */
  readonly alter?: Readonly<Record<string, (text: string) => string>>;
  /** Files that it does not have. */
  readonly without?: readonly string[];
}

/** A folder with another build: the same one with some files altered, and its service worker. */
export function alteredBuild({ alter = {}, without = [] }: Alterations): string {
  const folder = mkdtempSync(join(tmpdir(), "direction-lab-build-"));
  cpSync(BUILD, folder, { recursive: true });
  let worker = readFileSync(join(folder, SERVICE_WORKER), "utf8");
  for (const [name, change] of Object.entries(alter)) {
    const path = join(folder, name);
    const before = sha256Of(path);
    writeFileSync(path, change(readFileSync(path, "utf8")));
    if (!worker.includes(before)) throw new Error(`${name} is not in the list of the service worker`);
    worker = worker.replace(before, sha256Of(path));
  }
  for (const name of without) {
    rmSync(join(folder, name));
    worker = worker.replace(new RegExp(`"${name}":\\{[^}]*\\},`), "");
  }
  // The version is the first text in the file.
  worker = worker.replace(/[0-9a-f]{16}/, createHash("sha256").update(worker).digest("hex").slice(0, 16));
  writeFileSync(join(folder, SERVICE_WORKER), worker);
  return folder;
}
