import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { noteIn, readOutcomes, summariseOutcomes } from "./outcomes.mjs";

const ROOT = join(import.meta.dirname, "..");
/** Without the file of earlier results, which runs side by side would share. */
const VITEST_RUN = [
  join(ROOT, "node_modules", "vitest", "vitest.mjs"),
  ...["run", "--no-cache", "--reporter", join(ROOT, "scripts", "vitest-outcomes.mjs")],
];
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
});

test("records Playwright's skipped tests with reasons, flaky tests, and failed tests with their errors", async () => {
  const text = `const { expect, test } = require("@playwright/test");
test.describe("a", () => { test.skip(true, "no data"); test("b", () => {}); test("c", () => {}); });
test("d", ({}, { retry }) => expect(retry).toBe(1));
test("e", () => { throw new Error("no cells"); });
`;
  const outcomes = await outcomesOf("a.spec.cjs", text, [
    join(ROOT, "node_modules", "@playwright", "test", "cli.js"),
    ...["test", "--retries=1", `--reporter=${join(ROOT, "scripts", "playwright-outcomes.mjs")}`],
  ]);
  expect(summariseOutcomes(outcomes)).toEqual([
    "2 tests skipped:",
    "  2: no data",
    "1 test passed only on retry:",
    "  a.spec.cjs > d",
    "1 failure:",
    "  a.spec.cjs > e",
    "    Error: no cells",
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
