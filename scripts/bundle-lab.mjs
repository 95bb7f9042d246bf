import { existsSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { newestOf, ROOT } from "./prepare.mjs";

/** Beside the packages, so that it finds them. */
const FOLDER = join(ROOT, "node_modules", ".cache", "direction-lab");
const BUNDLE = join(FOLDER, "lab.mjs");
const SOURCES = ["cli", "src", "scripts", "package-lock.json"];

/** Scripts stay beside: they find the root of the repository by their own place, which the bundle finds by its own. */
const ownScripts = {
  name: "own-scripts",
  enforce: "pre",
  resolveId(id, importer) {
    if (!importer || !/(^|\/)scripts\/[\w-]+\.mjs$/.test(id)) return null;
    return { id: `../../../scripts/${basename(id)}`, external: true };
  },
};

/**
 * The command line as one file, written again if a source is newer: to transform its modules takes longer than most
 * commands.
 * @returns its address
 */
export async function bundleLab() {
  const sources = SOURCES.map((name) => join(ROOT, name)).filter(existsSync);
  const isCurrent = existsSync(BUNDLE) && statSync(BUNDLE).mtimeMs > newestOf(sources);
  if (!isCurrent) {
    // Two commands may start at the same time.
    const outDir = join(FOLDER, String(process.pid));
    mkdirSync(outDir, { recursive: true });
    const { build } = await import("vite");
    await build({
      root: ROOT,
      configFile: false,
      logLevel: "error",
      publicDir: false,
      plugins: [ownScripts],
      build: {
        ssr: "cli/lab.ts",
        outDir,
        emptyOutDir: false,
        target: "node20",
        rolldownOptions: { output: { entryFileNames: "lab.mjs", codeSplitting: false } },
      },
    });
    renameSync(join(outDir, "lab.mjs"), BUNDLE);
    rmSync(outDir, { recursive: true });
  }
  return pathToFileURL(BUNDLE).href;
}
