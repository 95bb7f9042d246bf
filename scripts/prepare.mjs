import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "./run.mjs";

/** Root folder of the repository. */
export const ROOT = fileURLToPath(new URL("..", import.meta.url));

const LOCK = join(ROOT, "package-lock.json");
const INSTALLED = join(ROOT, "node_modules", ".package-lock.json");
const BUILT = join(ROOT, "dist", "index.html");
const SOURCES = [
  "src",
  "public",
  "index.html",
  "scripts/security-headers.mjs",
  "scripts/static-host",
  "vite.config.ts",
  "package-lock.json",
];

function newest(path) {
  const facts = statSync(path);
  if (!facts.isDirectory()) return facts.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** Time of the newest of files and of all files in folders, ms since 1970. */
export const newestOf = (paths) => Math.max(...paths.map(newest));

/** Installs the packages of the lock file if necessary. False if that fails. */
export async function installPackages() {
  const current = existsSync(INSTALLED) && statSync(INSTALLED).mtimeMs >= statSync(LOCK).mtimeMs;
  if (current) return true;
  console.error("Installing packages (npm ci) ...");
  return run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], {
    aside: true,
  });
}

/** Builds the page unless the last build is newer than every source. False if that fails. */
export async function buildPage() {
  const sources = SOURCES.map((name) => join(ROOT, name)).filter(existsSync);
  if (existsSync(BUILT) && statSync(BUILT).mtimeMs > newestOf(sources)) return true;
  console.error("Building the page ...");
  const vite = join(ROOT, "node_modules", "vite", "bin", "vite.js");
  // Otherwise a NODE_ENV of the caller, as inside of tests, makes a page for development, which is slower.
  const environment = { NODE_ENV: "production" };
  return run(process.execPath, [vite, "build", "--logLevel", "warn"], { aside: true, environment });
}
