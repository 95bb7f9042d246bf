import { LabError } from "../core/errors.ts";
import { STAGES } from "../core/recipe/recipe.ts";
import { stageTitle } from "../core/recipe/stages.ts";
import type { RunRecord, WeightsChoice, WeightsRecord } from "../core/runs/run-record.ts";
import { parametersOf } from "../nets/parameters.ts";
import { stageGraph } from "../nets/stage-graph.ts";
import { type Weights, weightsOf } from "../nets/weights.ts";
import { seenBy } from "./kept-calls.ts";
import type { NetworkStore } from "./network-store.ts";
import { openRunStore } from "./open-run-store.ts";
import type { Handlers } from "./rpc.ts";
import type { RunCalls } from "./run.protocol.ts";

/** The networks of a run cannot be used. */
class RunNetworksError extends LabError {
  override name = "RunNetworksError";
}

/** State of the worker that decides whether networks can be replaced. */
export interface RunCallsContext {
  readonly store: NetworkStore;
  /** Whether a run is in progress. */
  busy(): boolean;
}

/** The weights of each stage to use, in the order of the pipeline. */
function chosenWeights({ weights }: RunRecord, choice: WeightsChoice): WeightsRecord[] {
  return STAGES.flatMap((stage) => {
    const own = weights.filter((one) => one.stage === stage);
    return own.find((one) => one.choice === choice) ?? own.slice(0, 1);
  });
}

function checkFit(record: RunRecord, { stage }: WeightsRecord, weights: Weights): void {
  try {
    for (const parameter of parametersOf(stageGraph(stage, record.recipe.networks)))
      weightsOf(weights, parameter);
  } catch (error) {
    throw new RunNetworksError(
      `The weights of ${stageTitle(stage)} in the run ${record.name} do not fit its recipe. Use the networks of another run.`,
      { cause: error },
    );
  }
}

/** Handlers of the calls about stored runs. */
export function runCalls({ store, busy }: RunCallsContext): Handlers<RunCalls> {
  return {
    async useRun({ id, choice }) {
      const runs = await openRunStore();
      const files = await runs.files(id);
      const record = await files.record();
      const chosen = chosenWeights(record, choice);
      if (chosen.length === 0) throw new RunNetworksError(`The run ${record.name} has no weights stored.`);
      // All are read before the first one takes the place of a network in use.
      const read = await Promise.all(
        chosen.map(async (one) => {
          const { weights } = await files.weights(one.stage, one.choice);
          checkFit(record, one, weights);
          return { stage: one.stage, weights };
        }),
      );
      if (busy()) throw new RunNetworksError("A run is in progress. Stop it before you use other networks.");
      store.beginReplacing();
      const { recipe } = record;
      for (const { stage, weights } of read) {
        const engine = record.stageRecords.find((one) => one.stage === stage)?.engine ?? null;
        store.put(stage, weights, { recipe, engine });
      }
      const { chained, networks } = store.content();
      const seen = seenBy({ networks, chained });
      return Object.fromEntries(
        read.flatMap(({ stage }) => (seen[stage] ? [[stage, seen[stage]] as const] : [])),
      );
    },
  };
}
