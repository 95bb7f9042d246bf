import { noteOutcomes, reasonIn } from "./outcomes.mjs";

/** Vitest reporter that records failed, skipped and flaky tests. A skipped suite without tests counts as one. */
export default class VitestOutcomes {
  onTestRunEnd(modules, unhandledErrors) {
    noteOutcomes([
      ...modules.flatMap((module) => [
        ...failuresOf(module.relativeModuleId, module),
        ...outcomesOf(module.children),
      ]),
      ...unhandledErrors.map(({ message }) => ({
        kind: "failed",
        title: "outside of tests",
        reason: message,
      })),
    ]);
  }
}

/** Failures of a file or suite itself, such as an import that fails. */
function* failuresOf(title, entity) {
  for (const { message } of entity.errors()) yield { kind: "failed", title, reason: message };
}

function* outcomesOf(children) {
  for (const test of children.allTests()) {
    const { state, note, errors } = test.result();
    const title = `${test.module.relativeModuleId} > ${test.fullName}`;
    if (state === "skipped") yield { kind: "skipped", title, reason: note ?? reasonIn(title) };
    if (state === "failed")
      yield { kind: "failed", title, reason: errors.map(({ message }) => message).join("\n") };
    if (test.diagnostic()?.flaky) yield { kind: "flaky", title };
  }
  for (const suite of children.allSuites()) {
    yield* failuresOf(`${suite.module.relativeModuleId} > ${suite.fullName}`, suite);
    const isEmpty = suite.children.size === 0;
    if (isEmpty && suite.options.mode === "skip") {
      yield { kind: "skipped", title: suite.fullName, reason: reasonIn(suite.fullName) };
    }
  }
}
