import { existsSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { noteOutcomes, reasonIn } from "./outcomes.mjs";

/** Place and source of the expression that failed, which tell what was polled; undefined if not known. */
function placeOf(location) {
  if (!location || !existsSync(location.file)) return undefined;
  const source = readFileSync(location.file, "utf8").split("\n")[location.line - 1]?.trim() ?? "";
  return `${relative("", location.file)}:${location.line} ${source}`;
}

/** The error of the last try that failed. */
function failureOf(test) {
  const error = test.results.findLast((result) => result.error)?.error;
  return { reason: error?.message ?? "It did not fail as expected.", where: placeOf(error?.location) };
}

/** Playwright reporter that records failed, skipped and flaky tests. */
export default class PlaywrightOutcomes {
  #suite;

  onBegin(_, suite) {
    this.#suite = suite;
  }

  onEnd() {
    noteOutcomes(
      this.#suite.allTests().flatMap((test) => {
        const title = test.titlePath().filter(Boolean).join(" > ");
        const skip = test.annotations.find(({ type }) => type === "skip" || type === "fixme");
        switch (test.outcome()) {
          case "skipped":
            return [{ kind: "skipped", title, reason: skip?.description ?? reasonIn(title) }];
          case "flaky":
            return [{ kind: "flaky", title, ...failureOf(test) }];
          case "unexpected":
            return [{ kind: "failed", title, ...failureOf(test) }];
          default:
            return [];
        }
      }),
    );
  }

  printsToStdio() {
    return false;
  }
}
