import { appendFileSync, existsSync, readFileSync } from "node:fs";
import process from "node:process";

/** Environment variable with the path of the file to which the reporters of all test runners append. */
const VARIABLE = "TEST_OUTCOMES";
/** Pattern of a reason in a title, and the reason of a skip without one. */
const REASON = /\(skipped:? (.+?)\)/;
const NO_REASON = "no reason is given";
/** Lines of an error that the summary repeats: enough to tell what was expected. */
const REPEATED_LINES = 12;
/** Characters of each part of a failure's one line. */
const CHARACTERS_OF_PART = 200;
/** Lines of an error that say what was wrong. */
const TELLING = /^\s*(Locator|Expected|Received|Error)\b[^:]*:/;
/** Colours of a terminal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these sequences start with the control character ESC.
const COLOURS = /\u001b\[[0-9;]*m/g;

/** The reason in a test's full title, such as "targets (skipped: the folder ../shared is absent)". */
export function reasonIn(title) {
  return REASON.exec(title)?.[1] ?? NO_REASON;
}

/**
 * Records tests that failed, were skipped, or passed only on a retry, for the final summary.
 * @param outcomes `{ kind: "failed" | "skipped" | "flaky", title, reason, where }`: the reason of a flaky one is the
 *   error of a try that failed, if known, and `where` the place of the failed expectation and its source
 */
export function noteOutcomes(outcomes) {
  const file = process.env[VARIABLE];
  if (!file) return;
  appendFileSync(file, outcomes.map((outcome) => `${JSON.stringify(outcome)}\n`).join(""));
}

/** Environment of a test runner whose reporters append to `file`. */
export const noteIn = (file) => ({ [VARIABLE]: file });

/** All outcomes recorded in a file; none if the file does not exist. */
export function readOutcomes(file) {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

const counted = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

const linesOf = (reason) => reason.replaceAll(COLOURS, "").split("\n");

/** Title and error of a failed test, of which the end of a long log would not tell. */
function describeFailure({ title, reason, where }) {
  const lines = linesOf(reason).slice(0, REPEATED_LINES);
  return [`  ${title}`, ...lines.map((line) => `    ${line}`), ...(where ? [`    at ${where}`] : [])];
}

/** The text in one line, shortened. */
function clip(text) {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > CHARACTERS_OF_PART ? `${line.slice(0, CHARACTERS_OF_PART - 1)}…` : line;
}

/** A test in one line: its title, what was expected and received, and where. */
function inOneLine({ title, reason = "", where }) {
  const [first, ...others] = linesOf(reason).filter((line) => line.trim() !== "");
  const told = [first, ...others.filter((line) => TELLING.test(line)), where && `at ${where}`].filter(
    Boolean,
  );
  return told.length === 0 ? title : `${title}: ${told.map(clip).join("; ")}`;
}

/** One line per failed test, for the end of a log of which only the end is shown. */
export const listFailures = (outcomes) =>
  outcomes.filter(({ kind }) => kind === "failed").map((outcome) => `FAILED ${inOneLine(outcome)}`);

/** Lines with the skipped tests, counted per reason, the flaky tests, and the failed tests with their errors. */
export function summariseOutcomes(outcomes) {
  const failed = outcomes.filter(({ kind }) => kind === "failed");
  const skipped = outcomes.filter(({ kind }) => kind === "skipped");
  const flaky = outcomes.filter(({ kind }) => kind === "flaky");
  const counts = new Map();
  for (const { reason } of skipped) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const byCount = [...counts].sort(([, a], [, b]) => b - a);
  return [
    skipped.length === 0 ? "No test was skipped." : `${counted(skipped.length, "test")} skipped:`,
    ...byCount.map(([reason, count]) => `  ${count}: ${reason}`),
    ...(flaky.length === 0 ? [] : [`${counted(flaky.length, "test")} passed only on retry:`]),
    ...flaky.map((outcome) => `  ${inOneLine(outcome)}`),
    ...(failed.length === 0 ? [] : [`${counted(failed.length, "failure")}:`]),
    ...failed.flatMap(describeFailure),
  ];
}
