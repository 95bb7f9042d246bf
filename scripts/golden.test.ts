import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  AUTHOR_HEAD,
  COPIES,
  extractNetwork,
  GOLDEN,
  LANDSCAPE,
  MEASURED,
  NETWORKS,
  SHARED,
  SHARED_NET,
} from "./make-golden.mjs";

const MAX_BYTES = 800_000;
const ABSENT = !existsSync(SHARED);
const WHERE = ABSENT ? " (skipped: the folder ../shared is absent)" : "";

const files = readdirSync(GOLDEN, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name));

test("the golden files stay small", () => {
  const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
  expect(bytes).toBeGreaterThan(MAX_BYTES / 2);
  expect(bytes).toBeLessThanOrEqual(MAX_BYTES);
});

test("each of them has a source", () => {
  const networks = Object.keys(NETWORKS).flatMap((name) => [`pytorch/${name}.json`, `pytorch/${name}.bin`]);
  const known = [
    ...Object.keys(COPIES),
    ...networks,
    ...MEASURED,
    ...LANDSCAPE,
    ...AUTHOR_HEAD,
    ...SHARED_NET,
    "SOURCE.md",
  ].map((path) => join(GOLDEN, path));
  expect(files.toSorted()).toEqual(known.toSorted());
});

describe.skipIf(ABSENT)(`the golden files equal their sources${WHERE}`, () => {
  test.each(Object.entries(COPIES))("%s", (path, source) => {
    const [copy, original] = [join(GOLDEN, path), join(SHARED, source)].map((file) => readFileSync(file));
    expect(copy.equals(original)).toBe(true);
  });

  test.each(Object.keys(NETWORKS))("%s", (name) => {
    const { json, bin } = extractNetwork(name);
    const file = join(GOLDEN, "pytorch", name);
    expect(readFileSync(`${file}.json`, "utf8")).toBe(json);
    expect(readFileSync(`${file}.bin`).equals(bin)).toBe(true);
  });
});
