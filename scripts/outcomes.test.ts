import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { listFailures, noteIn, readOutcomes, summariseOutcomes } from "./outcomes.mjs";

const ROOT = join(import.meta.dirname, "..");
/** Without the file of earlier results, which runs side by side would share. */
const VITEST_RUN = [
  join(ROOT, "node_modules", "vitest", "vitest.mjs"),
  ...["run", "--no-cache", "--reporter", join(ROOT, "scripts", "vitest-outcomes.mjs")],
];
/** The line of a planted file that polls in vain. */
const POLLED = "a.spec.cjs:5 await expect.poll(() => 4, { timeout: 100 }).toBe(5);";
const BOTH = "Expected: 5; Received: 4";
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** Runs a test runner on one planted file and returns the outcomes recorded by its reporter. */
async function outcomesOf(file: string, text: string, args: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), "outcomes-"));
  folders.push(folder);
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"), "junction");
  writeFileSync(join(folder, file), text);
  const noted = join(folder, "outcomes.jsonl");
  const options = { cwd: folder, env: { ...process.env, ...noteIn(noted) } };
  await new Promise((resolve) => {
    execFile(process.execPath, args, options, resolve);
  });
  return readOutcomes(noted);
}

test("records Vitest's skipped tests with reasons, flaky tests, and failed tests with their errors", async () => {
  const text = `import { describe, expect, test } from "vitest";
describe.skip("a (skipped: no data)", () => { test("b", () => {}); test("c", () => {}); });
describe.skip("empty (skipped: no data)", () => {});
test.skip("d", () => {});
test("e", ({ skip }) => skip("no device"));
let runs = 0;
test("f", { retry: 1 }, () => expect(++runs).toBe(2));
test("g", () => { throw new Error("first line\\nsecond line"); });
`;
  const outcomes = await outcomesOf("a.test.ts", text, VITEST_RUN);
  expect(summariseOutcomes(outcomes)).toEqual([
    "5 tests skipped:",
    "  3: no data",
    "  1: no reason is given",
    "  1: no device",
    "1 test passed only on retry:",
    "  a.test.ts > f",
    "1 failure:",
    "  a.test.ts > g",
    "    first line",
    "    second line",
  ]);
  expect(listFailures(outcomes)).toEqual(["FAILED a.test.ts > g: first line"]);
});

test("records Playwright's skipped tests with reasons, flaky tests, and failed tests with their errors", async () => {
  const text = `const { expect, test } = require("@playwright/test");
test.describe("a", () => { test.skip(true, "no data"); test("b", () => {}); test("c", () => {}); });
test("d", ({}, { retry }) => expect(retry).toBe(1));
test("e", async () => {
  await expect.poll(() => 4, { timeout: 100 }).toBe(5);
});
`;
  const outcomes = await outcomesOf("a.spec.cjs", text, [
    join(ROOT, "node_modules", "@playwright", "test", "cli.js"),
    ...["test", "--retries=1", `--reporter=${join(ROOT, "scripts", "playwright-outcomes.mjs")}`],
  ]);
  expect(summariseOutcomes(outcomes)).toEqual([
    "2 tests skipped:",
    "  2: no data",
    "1 test passed only on retry:",
    expect.stringMatching(/^ {2}a.spec.cjs > d: .*; Expected: 1; Received: 0; at a.spec.cjs:3 test\("d"/),
    "1 failure:",
    "  a.spec.cjs > e",
    expect.stringMatching(/^ {4}Error: expect/),
    "    ",
    "    Expected: 5",
    "    Received: 4",
    "    ",
    "    Call Log:",
    expect.stringContaining("Timeout 100ms exceeded"),
    `    at ${POLLED}`,
  ]);
  expect(listFailures(outcomes)).toEqual([
    `FAILED a.spec.cjs > e: Error: expect(received).toBe(expected) // Object.is equality; ${BOTH}; at ${POLLED}`,
  ]);
});

test("records a file that cannot be loaded", async () => {
  const outcomes = await outcomesOf("a.test.ts", 'import "./absent";', VITEST_RUN);
  expect(summariseOutcomes(outcomes).slice(0, 3)).toEqual([
    "No test was skipped.",
    "1 failure:",
    "  a.test.ts",
  ]);
});

test("reports that every test ran", () => {
  expect(summariseOutcomes(readOutcomes(join(tmpdir(), "no-such-file")))).toEqual(["No test was skipped."]);
});
