import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { newestOf, ROOT } from "./prepare.mjs";

/** Beside the packages, so that it finds them. */
const FOLDER = join(ROOT, "node_modules", ".cache", "direction-lab");
const CONFIG = join(ROOT, "vite.lab.config.ts");
const SOURCES = ["cli", "src", "scripts", "vite.lab.config.ts", "package-lock.json"];
const OLD_MILLISECONDS = 7 * 24 * 60 * 60_000;

/** Deletes the bundles of old sources. Newer ones may be in use. */
function clearOld() {
  for (const name of readdirSync(FOLDER)) {
    const path = join(FOLDER, name);
    if (Date.now() - statSync(path).mtimeMs > OLD_MILLISECONDS)
      rmSync(path, { recursive: true, force: true });
  }
}

/**
 * The command line and its threads in a few files, written again if a source is newer: to transform its modules takes
 * longer than most commands.
 * @returns its address
 */
export async function bundleLab() {
  const newest = newestOf(SOURCES.map((name) => join(ROOT, name)).filter(existsSync));
  const bundle = join(FOLDER, `bundle-${Math.round(newest)}`);
  if (!existsSync(bundle)) {
    // Two commands may start at the same time.
    const own = join(FOLDER, String(process.pid));
    mkdirSync(own, { recursive: true });
    clearOld();
    const { build } = await import("vite");
    await build({ root: ROOT, configFile: CONFIG, build: { outDir: own } });
    try {
      renameSync(own, bundle);
    } catch (error) {
      if (!existsSync(bundle)) throw error;
      rmSync(own, { recursive: true });
    }
  }
  return pathToFileURL(join(bundle, "lab.mjs")).href;
}
