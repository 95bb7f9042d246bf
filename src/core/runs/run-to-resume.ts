import type { ListedRun } from "./listed-run.ts";
import { runFileKind } from "./room.ts";

const endOf = ({ record }: ListedRun) => record?.endedAt ?? 0;

/**
 * The run that ended last, if its page or the browser ended before it did and its checkpoint is stored; null otherwise.
 * Runs in training, which may be those of other tabs, have not ended.
 */
export function runToResume(runs: readonly ListedRun[]): ListedRun | null {
  const [last] = [...runs].sort((a, b) => endOf(b) - endOf(a));
  if (last?.record?.status.kind !== "interrupted") return null;
  return last.files.some(({ name }) => runFileKind(name) === "checkpoint") ? last : null;
}
