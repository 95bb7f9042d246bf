import { appendFileSync, existsSync, readFileSync } from "node:fs";
import process from "node:process";

/** Environment variable that names the file to which the reporters of all test runners add. */
const VARIABLE = "TEST_OUTCOMES";
/** What a title says of its reason, and what a skip without a reason is told with. */
const REASON = /\(skipped:? (.+?)\)/;
const NO_REASON = "no reason is given";

/** The reason in a test's full title, such as "targets (skipped: the folder ../shared is absent)". */
export function reasonIn(title) {
  return REASON.exec(title)?.[1] ?? NO_REASON;
}

/**
 * Notes tests that were skipped, or that passed only when they were run again, for the summary at the end.
 * @param outcomes `{ kind: "skipped" | "flaky", title, reason }`, the reason of skipped ones only
 */
export function noteOutcomes(outcomes) {
  const file = process.env[VARIABLE];
  if (!file) return;
  appendFileSync(file, outcomes.map((outcome) => `${JSON.stringify(outcome)}\n`).join(""));
}

/** Environment of a test runner whose reporters add to `file`. */
export const noteIn = (file) => ({ [VARIABLE]: file });

/** All outcomes noted in a file; none where there is no such file. */
export function readOutcomes(file) {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

const counted = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

/** Lines that say what was skipped, counted per reason, and which tests are flaky. */
export function summariseOutcomes(outcomes) {
  const skipped = outcomes.filter(({ kind }) => kind === "skipped");
  const flaky = outcomes.filter(({ kind }) => kind === "flaky");
  const counts = new Map();
  for (const { reason } of skipped) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const byCount = [...counts].sort(([, a], [, b]) => b - a);
  return [
    skipped.length === 0 ? "No test was skipped." : `${counted(skipped.length, "test")} skipped:`,
    ...byCount.map(([reason, count]) => `  ${count}: ${reason}`),
    ...(flaky.length === 0 ? [] : [`${counted(flaky.length, "test")} passed only when run again:`]),
    ...flaky.map(({ title }) => `  ${title}`),
  ];
}
