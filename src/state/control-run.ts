import { sentenceOf } from "../core/errors.ts";
import type { Control } from "../workers/train.protocol.ts";
import { useRunStore } from "./run.ts";
import { trainWorker } from "./workers.ts";

/** Sends a command to the run in progress. */
export function controlRun(command: Control): void {
  trainWorker()
    .call("control", command)
    .catch((error: unknown) => useRunStore.setState({ error: sentenceOf(error) }));
}
