import { noteOutcomes, reasonIn } from "./outcomes.mjs";

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
            return [{ kind: "flaky", title }];
          case "unexpected":
            return [
              {
                kind: "failed",
                title,
                reason: test.results.at(-1)?.error?.message ?? "It did not fail as expected.",
              },
            ];
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
