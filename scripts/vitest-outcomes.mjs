import { noteOutcomes, reasonIn } from "./outcomes.mjs";

/** Vitest reporter that records skipped and flaky tests. A skipped suite without tests counts as one. */
export default class VitestOutcomes {
  onTestRunEnd(modules) {
    noteOutcomes(modules.flatMap(({ children }) => [...outcomesOf(children)]));
  }
}

function* outcomesOf(children) {
  for (const test of children.allTests()) {
    const { state, note } = test.result();
    const title = `${test.module.relativeModuleId} > ${test.fullName}`;
    if (state === "skipped") yield { kind: "skipped", title, reason: note ?? reasonIn(title) };
    if (test.diagnostic()?.flaky) yield { kind: "flaky", title };
  }
  for (const suite of children.allSuites()) {
    const isEmpty = suite.children.size === 0;
    if (isEmpty && suite.options.mode === "skip") {
      yield { kind: "skipped", title: suite.fullName, reason: reasonIn(suite.fullName) };
    }
  }
}
