import { join } from "node:path";
import { ROOT } from "../../scripts/prepare.mjs";
import { findPython, pythonEnvironment } from "../../scripts/python-environment.mjs";

export const PEERS = ["cellpose", "stardist"] as const;
export type Peer = (typeof PEERS)[number];

/** Folder of the environments, sets and labels; git ignores it. */
export const CACHE = join(ROOT, "node_modules", ".cache", "peers");
const HERE = join(ROOT, "bench", "peers");
/** Versions of Python for which the pinned packages exist. */
const OLDEST = [3, 9];
const NEWEST = [3, 11];

/** Why a peer was skipped, with what to do. */
export class PeerMissing extends Error {}

/**
 * The Python of a peer's own environment, which is made once from its pinned requirements. Throws PeerMissing if there is no
 * suitable Python, or the packages cannot be installed.
 */
export function environmentOf(peer: Peer, cache = CACHE): string {
  const base = findPython(OLDEST, NEWEST);
  if (base === null) {
    throw new PeerMissing(
      "No Python 3.9 to 3.11 was found. Install one, or set the environment variable PYTHON to it.",
    );
  }
  const requirements = join(HERE, `requirements-${peer}.txt`);
  const python = pythonEnvironment(base, join(cache, peer), requirements);
  if (python !== null) return python;
  throw new PeerMissing(
    `The packages of ${requirements} could not be installed. Check the network and the disk, and try again.`,
  );
}
