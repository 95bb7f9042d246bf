import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { environmentOf, PEERS } from "../bench/peers/environment.ts";

test.each([
  ["--set", "cats"],
  ["--minutes", "0"],
  ["--minutes", "soon"],
  ["--seed", "-1"],
  ["--seed", "1.5"],
])("the peers refuse %s %s", (...option) => {
  const script = join(import.meta.dirname, "bench.mjs");
  const { status, stderr } = spawnSync(process.execPath, [script, "peers-stardist", option.join("=")]);
  expect(status).toBe(2);
  expect(String(stderr)).toContain("npm run bench -- peers-stardist");
});

test.each(PEERS)("without Python, %s is skipped with what to do", (peer) => {
  const cache = mkdtempSync(join(tmpdir(), "peers-"));
  vi.stubEnv("PYTHON", join(cache, "absent"));
  expect(() => environmentOf(peer, cache)).toThrow(
    "No Python 3.9 to 3.11 was found. Install one, or set the environment variable PYTHON to it.",
  );
  vi.unstubAllEnvs();
  rmSync(cache, { recursive: true });
});
