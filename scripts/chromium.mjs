import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { run } from "./run.mjs";

const NAMES = [
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome-stable",
  "google-chrome",
];
const FIXED_PLACES = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];
const DEBIAN_PACKAGE = "chromium-headless-shell";

/** Advice if there is no Chromium and none may be installed. */
export const HOW_TO_GET_CHROMIUM =
  "No Chromium was found. Install Chrome or Chromium, or set the environment variable CHROMIUM to its executable.";

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function onPath(name) {
  return (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

/** Path of a Chromium that starts, from CHROMIUM, the PATH or the usual places; null if there is none. */
export function findChromium() {
  if (process.env.CHROMIUM) return isExecutable(process.env.CHROMIUM) ? process.env.CHROMIUM : null;
  for (const name of NAMES) {
    const found = onPath(name);
    if (found) return found;
  }
  return FIXED_PLACES.find(existsSync) ?? null;
}

function mayInstall() {
  return process.getuid?.() === 0 && onPath("apt-get") !== undefined;
}

/**
 * Like `findChromium`, after installing Chromium with the system's package manager if it is missing and this
 * is allowed.
 */
export async function findOrInstallChromium() {
  const found = findChromium();
  if (found || process.env.CHROMIUM || !mayInstall()) return found;
  console.error(`No Chromium found: installing ${DEBIAN_PACKAGE} with apt-get ...`);
  const how = { environment: { DEBIAN_FRONTEND: "noninteractive" }, aside: true };
  await run("apt-get", ["update", "-qq"], how);
  const installed = await run(
    "apt-get",
    ["install", "-y", "-qq", "--no-install-recommends", DEBIAN_PACKAGE],
    how,
  );
  return installed ? findChromium() : null;
}
