import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";

/** Names that a Python may have on the path, the usual ones first. */
const NAMES = ["python3", "python", "python3.13", "python3.12", "python3.11", "python3.10"];

const succeeds = (command, args) =>
  spawnSync(command, args, { stdio: ["ignore", "inherit", "inherit"] }).status === 0;

/**
 * The Python of the environment variable PYTHON, or the first on the path, whose version is at least `from` and, if
 * given, at most `to`, e.g. `[3, 10]`; null if there is none. It must be able to make virtual environments.
 * @param {readonly number[]} from
 * @param {readonly number[] | null} to
 */
export function findPython(from, to = null) {
  const least = `(${from.join(", ")}) <= sys.version_info[:2]`;
  const most = to ? ` <= (${to.join(", ")})` : "";
  const test = `import sys, venv, ensurepip; sys.exit(not ${least}${most})`;
  const names = process.env.PYTHON ? [process.env.PYTHON] : NAMES;
  return names.find((name) => spawnSync(name, ["-c", test], { stdio: "ignore" }).status === 0) ?? null;
}

/**
 * The Python of a virtual environment in `folder`, which is made by the Python `base` unless it has these requirements
 * already; null if its packages cannot be installed.
 * @param requirements path of a list of pinned packages
 */
export function pythonEnvironment(base, folder, requirements) {
  const python = join(
    folder,
    ...(process.platform === "win32" ? ["Scripts", "python.exe"] : ["bin", "python"]),
  );
  const wanted = readFileSync(requirements, "utf8");
  const installed = join(folder, "installed.txt");
  if (existsSync(installed) && readFileSync(installed, "utf8") === wanted) return python;
  console.error(`Installing the packages of ${requirements} into ${folder} ...`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(dirname(folder), { recursive: true });
  const install = ["-m", "pip", "install", "--quiet", "--requirement", requirements];
  if (!succeeds(base, ["-m", "venv", folder]) || !succeeds(python, install)) return null;
  writeFileSync(installed, wanted);
  return python;
}
