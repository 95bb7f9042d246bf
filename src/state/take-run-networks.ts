import { sentenceOf } from "../core/errors.ts";
import { STAGES } from "../core/recipe/recipe.ts";
import type { WeightsChoice } from "../core/runs/run-record.ts";
import { whenOpened } from "./kept.ts";
import { documentNow, loadedOver } from "./network-history.ts";
import { isActive, runLog, useRunStore } from "./run.ts";
import { useRunsStore } from "./runs.ts";
import { measureSmallestCell } from "./smallest-cell.ts";
import { curvesOfRun, imagesOfRun } from "./stored-runs.ts";
import { markTrained } from "./trained-stages.ts";
import { trainWorker } from "./workers.ts";

/**
 * Puts the networks of a stored run in place of those in use, with its curves; the networks that they replace can be
 * restored. Networks of other stages stay.
 */
export async function takeRunNetworks(id: string, choice: WeightsChoice): Promise<void> {
  const run = useRunsStore.getState().runs.find((one) => one.id === id);
  if (!run?.record || isActive(useRunStore.getState().phase)) return;
  const { startedAt, name } = run.record;
  useRunsStore.setState({ failure: null });
  try {
    await whenOpened();
    const before = documentNow();
    const [rows, { training, assigned = [] }] = await Promise.all([curvesOfRun(id), imagesOfRun(id)]);
    const seen = await trainWorker().call("useRun", { id, choice });
    await measureSmallestCell(training);
    const stages = STAGES.filter((stage) => seen[stage]);
    for (const stage of stages) {
      runLog.replaceStage(
        stage,
        rows.filter((row) => row.stage === stage),
      );
    }
    useRunStore.setState(({ curveRuns, logRevision }) => ({
      curveRuns: { ...curveRuns, ...Object.fromEntries(stages.map((stage) => [stage, startedAt])) },
      logRevision: logRevision + 1,
      message: `Ready with the networks of ${name}`,
    }));
    markTrained(seen);
    loadedOver(before, { seen, assigned, origin: { kind: "run", startedAt } });
  } catch (error) {
    useRunsStore.setState({ failure: sentenceOf(error) });
  }
}
