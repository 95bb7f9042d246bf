import { LabError } from "../core/errors.ts";
import { STAGES, type Stage } from "../core/recipe/recipe.ts";
import { readWeightsArchive } from "../io/read/weights/weights-archive.ts";
import { checkpointCalls } from "./checkpoint-calls.ts";
import { openCheckpointSink } from "./checkpoint-sink.ts";
import { CheckpointWriter } from "./checkpoint-writer.ts";
import { Engines } from "./engines.ts";
import { exportCalls } from "./export-calls.ts";
import { FieldPredictions } from "./field-predictions.ts";
import { keptCalls, seenBy } from "./kept-calls.ts";
import { beginKeeping, whileKept } from "./kept-run.ts";
import { NetworkStore } from "./network-store.ts";
import { Pace } from "./pace.ts";
import { predictSample } from "./predict-sample.ts";
import { rangeTestCalls } from "./range-test-calls.ts";
import { type Endpoint, serve } from "./rpc.ts";
import { runCalls } from "./run-calls.ts";
import type { RunKeeper } from "./run-keeper.ts";
import { stageMemory } from "./stage-memory.ts";
import { loadStart } from "./starts/load-start.ts";
import { stepCalls } from "./step-calls.ts";
import { timingCalls } from "./timing-calls.ts";
import type { TrainArguments, TrainCalls, TrainEvent } from "./train.protocol.ts";
import { TrainingRun } from "./training-run.ts";
import { tuningCalls } from "./tuning-calls.ts";
import { readRunCheckpoint } from "./unpack-run-checkpoint.ts";

/** A request that does not fit the current state of the worker. */
class TrainWorkerError extends LabError {
  override name = "TrainWorkerError";
}

const engines = new Engines(() => store.forgetExecutors());
const store = new NetworkStore(engines);
let pace: Pace | null = null;
let keeper: RunKeeper | null = null;
/** Whether networks are tuned or learning rates tested. */
let tuning = false;

/** Tunes or tests while no run is in progress, and lets none start in the meantime. */
function alone<Result>(work: () => Promise<Result>): Promise<Result> | string {
  if (pace) return "A run is in progress, and both would be slower. Stop it first.";
  if (tuning) return "Tuning or a range test is already running. Wait until it is done, or cancel it.";
  tuning = true;
  return work().finally(() => {
    tuning = false;
  });
}

/** Stores the checkpoints of a run in the browser's storage; null if there is none. */
async function openWriter(
  { run, kept }: TrainArguments,
  emit: (event: TrainEvent) => void,
): Promise<CheckpointWriter | null> {
  const sink = await openCheckpointSink(run.id, kept?.limit ?? null);
  if (!sink) return null;
  return new CheckpointWriter(sink, ({ checkpoint: { progress, training }, problem }) => {
    const { stage } = progress[progress.length - 1];
    emit({ kind: "checkpoint", stage, step: training.state.steps, problem });
  });
}

serve<TrainCalls>(self as Endpoint, {
  probe: () => engines.report(),
  ...stepCalls({ engines, busy: () => pace !== null || tuning }),
  ...timingCalls({ engines, busy: () => pace !== null || tuning }),
  ...tuningCalls({ engines, alone }),
  ...rangeTestCalls({ engines, store, alone }),
  ...keptCalls({ store, busy: () => pace !== null }),
  ...exportCalls({ store, busy: () => pace !== null }),
  ...runCalls({ store, busy: () => pace !== null }),
  ...checkpointCalls,

  async chooseEngine(choice) {
    if (pace) throw new TrainWorkerError("A run is in progress. Stop it before you choose another engine.");
    engines.choose(choice);
    store.forgetExecutors();
    return engines.report();
  },

  async train(args, { emit }) {
    if (pace) throw new TrainWorkerError("A run is in progress. Stop it before you start another.");
    if (tuning)
      throw new TrainWorkerError(
        "Networks are being tuned, or learning rates tested. Wait until that is done, or cancel it.",
      );
    const ownPace = new Pace(args.singleStep, args.isWatched);
    pace = ownPace;
    try {
      const resumed = args.resumed && (await readRunCheckpoint(args.resumed));
      await engines.start();
      engines.takeTunings(args.tunings);
      const writer = await openWriter(args, emit);
      const begun = await beginKeeping(args.kept, resumed !== null, emit);
      keeper = begun;
      // Such a run begins with a pause, in which it takes its first step.
      if (args.singleStep) begun?.control({ kind: "step" });
      const before = store.content();
      if (resumed) {
        ownPace.control({ kind: "rateFactor", factor: resumed.rateFactor });
        store.takeContent(resumed.networks, store.previous);
      }
      if (!args.resumed?.replacesOwn && !args.keepsPrevious) store.beginReplacing(before);
      const emitKept: typeof emit = (event, transfer) => {
        begun?.take(event);
        emit(event, transfer);
      };
      const context = { store, engines, pace: ownPace, writer, keeper: begun, resumed, emit: emitKept };
      return await whileKept(begun, writer, () => new TrainingRun(args, context).run());
    } finally {
      pace = null;
      keeper = null;
    }
  },

  async control(command) {
    pace?.control(command);
    keeper?.control(command);
    return null;
  },

  async planMemory({ recipe, validation, tunings }) {
    const { plans } = await engines.start();
    if (!plans) return null;
    if (!pace) engines.takeTunings(tunings);
    const tilingOf = (stage: Stage) => plans.tilingOf({ stage, recipe });
    return STAGES.map((stage) => stageMemory(stage, recipe, validation, plans, tilingOf));
  },

  async predict(sample) {
    return store.inOrder(async () => {
      await engines.start();
      return predictSample(sample, {
        ...store.fieldNetworks(sample.pipeline),
        chained: store.chained,
      });
    });
  },

  async predictFields(args, context) {
    const predictions = new FieldPredictions(args, store, context);
    try {
      if (pace) throw new TrainWorkerError("A run is in progress. Predict whole images when it has ended.");
      return await predictions.run(() => engines.start());
    } finally {
      predictions.close();
    }
  },

  async loadStart({ name }) {
    if (pace) throw new TrainWorkerError("A run is in progress. Stop it before you load other networks.");
    const { weights, recipe, fitted, graph } = await loadStart(name);
    store.beginReplacing();
    store.put("shared", weights, { recipe, engine: null });
    const networks = new Map([["shared", { graph, weights, recipe, engine: null }] as const]);
    return { seen: seenBy({ networks, chained: false }), fitted };
  },

  async importWeights({ bytes }) {
    if (pace) throw new TrainWorkerError("A run is in progress. Stop it before you import weights.");
    const { recipe, networks, energyReads, fitted, assigned } = await readWeightsArchive(bytes);
    store.beginReplacing();
    for (const [name, network] of networks) {
      store.put(name, network.weights, { recipe: network.recipe, engine: null });
    }
    const imported = new Map(networks.map(([name, network]) => [name, { ...network, engine: null }]));
    const chained = energyReads === "predicted" && imported.has("direction") && imported.has("energy");
    if (chained) store.chained = true;
    return { recipe, seen: seenBy({ networks: imported, chained }), fitted, assigned };
  },
});
