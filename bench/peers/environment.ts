import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../scripts/prepare.mjs";

export const PEERS = ["cellpose", "stardist"] as const;
export type Peer = (typeof PEERS)[number];

/** Folder of the environments, sets and labels; git ignores it. */
export const CACHE = join(ROOT, "node_modules", ".cache", "peers");
const HERE = join(ROOT, "bench", "peers");

const succeeds = (command: string, args: readonly string[]) =>
  spawnSync(command, args, { stdio: ["ignore", "inherit", "inherit"] }).status === 0;

/** Python 3.9 to 3.11, for which the pinned packages exist: that of PYTHON, or the first on the path; null if none is. */
function findPython(): string | null {
  const test = "import sys, venv; sys.exit(not (3, 9) <= sys.version_info[:2] <= (3, 11))";
  const names = process.env.PYTHON ? [process.env.PYTHON] : ["python3", "python", "python3.11", "python3.10"];
  return names.find((name) => spawnSync(name, ["-c", test], { stdio: "ignore" }).status === 0) ?? null;
}

/** Why a peer was skipped, with what to do. */
export class PeerMissing extends Error {}

/**
 * The Python of a peer's own environment, which is made once from its pinned requirements. Throws PeerMissing if there is no
 * suitable Python, or the packages cannot be installed.
 */
export function environmentOf(peer: Peer, cache = CACHE): string {
  const folder = join(cache, peer);
  const python = join(
    folder,
    ...(process.platform === "win32" ? ["Scripts", "python.exe"] : ["bin", "python"]),
  );
  const requirements = join(HERE, `requirements-${peer}.txt`);
  const wanted = readFileSync(requirements, "utf8");
  const installed = join(folder, "installed.txt");
  if (existsSync(installed) && readFileSync(installed, "utf8") === wanted) return python;
  const base = findPython();
  if (base === null) {
    throw new PeerMissing(
      "No Python 3.9 to 3.11 was found. Install one, or set the environment variable PYTHON to it.",
    );
  }
  console.error(`Installing ${peer} into ${folder} ...`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(cache, { recursive: true });
  const install = ["-m", "pip", "install", "--quiet", "--requirement", requirements];
  if (!succeeds(base, ["-m", "venv", folder]) || !succeeds(python, install)) {
    throw new PeerMissing(
      `The packages of ${requirements} could not be installed. Check the network and the disk, and try again.`,
    );
  }
  writeFileSync(installed, wanted);
  return python;
}
