import { execFileSync } from "node:child_process";
import process from "node:process";
import { expect, test } from "vitest";

const MODULE = new URL("./run-steps.mjs", import.meta.url).href;

/** Output of a process that runs the lanes and remaining steps given as source text and prints their report. */
function printed(lanes: string, rest = "[]"): string {
  const program = `
import { reportSteps, runSteps } from ${JSON.stringify(MODULE)};
const step = (title, code) => ({ title, command: process.execPath, args: ["-e", code] });
const results = await runSteps(${lanes}, { GIVEN: "from outside" }, ${rest});
console.log(reportSteps(results, 5));`;
  const args = ["--input-type=module", "-e", program];
  // Where colours are forced, as in some continuous integrations, Node prints numbers with codes around them.
  const { FORCE_COLOR: _, ...env } = process.env;
  return execFileSync(process.execPath, args, { encoding: "utf8", env, stdio: ["ignore", "pipe", "ignore"] });
}

test("all steps run in parallel lanes, each with its complete output under its title", () => {
  const text = printed(`[
    [step("a", "console.log(1); setTimeout(() => console.log(2), 300)"), step("b", "console.log(process.env.GIVEN)")],
    [step("c", "console.log(3); process.exit(1)"), step("d", "console.log(4)")],
  ]`);
  expect(text).toMatch(/== a\n1\n2\n {3}a: passed after \d+ s/);
  expect(text).toMatch(/== b\nfrom outside\n/);
  expect(text).toMatch(/== c\n3\n {3}c: failed/);
  expect(text).toMatch(/== d\n4\n {3}d: passed/);
  expect(text).toMatch(/ {5}5 {2}in total\n\n3 passed, 1 failed\nFailed: c.\nfalse\n$/);
});

test("a lane that has ended takes the next of the steps that wait for no other", () => {
  const text = printed(
    '[[step("a", "setTimeout(() => {}, 300)"), step("b", "")], [step("c", "")]]',
    '[step("d", "console.log(process.env.GIVEN)"), step("e", "")]',
  );
  expect(text).toMatch(/== d\nfrom outside\n/);
  expect(text).toMatch(/5 passed, 0 failed\ntrue\n$/);
});

test("a command that cannot be started fails", () => {
  const text = printed('[[{ title: "a", command: "no-such-command", args: [] }], []]');
  expect(text).toMatch(/a: failed/);
  expect(text).toMatch(/could not be started/);
});
