import { LabError } from "../core/errors.ts";
import { DeviceLostError } from "../engine/device/device-error.ts";
import { type Backend, startBackend } from "../engine/tfjs/backend.ts";
import { readWeightsArchive } from "../io/read/weights-archive.ts";
import { writeWeightsArchive } from "../io/write/weights-archive.ts";
import { probeAdapter } from "../platform/adapter.ts";
import { Engines } from "./engines.ts";
import { NetworkShelf } from "./network-shelf.ts";
import { Pace } from "./pace.ts";
import { predictSample } from "./predict-sample.ts";
import { type Endpoint, serve, Transfer } from "./rpc.ts";
import type { DeviceReport, TrainCalls } from "./train.protocol.ts";
import { TrainingRun } from "./training-run.ts";
import { tuningCalls } from "./tuning-calls.ts";

/** A request that does not fit what the worker is doing. */
class TrainWorkerError extends LabError {
  override name = "TrainWorkerError";
}

const engines = new Engines();
const shelf = new NetworkShelf(engines);
let pace: Pace | null = null;
let tuning = false;
let backend: Promise<Backend> | null = null;

/** The backend of this thread, started when it is first needed and again when it could not be or was lost. */
function openBackend(): Promise<Backend> {
  backend ??= startBackend().catch((error: unknown) => {
    backend = null;
    throw error;
  });
  return backend;
}

async function report(): Promise<DeviceReport> {
  const adapter = await probeAdapter();
  const open = await openBackend();
  return { adapter, backend: engines.describe(open), compiles: open.device !== null };
}

/** After a lost device the next call starts another; the weights are on the host. */
function noticeLoss(error: unknown): void {
  if (!(error instanceof DeviceLostError)) return;
  backend = null;
  shelf.forgetExecutors();
}

/** Tunes while no run is under way, and lets none start meanwhile. */
function alone<Result>(work: () => Promise<Result>): Promise<Result> | string {
  if (pace) return "A run is under way, and both would be slowed down. Stop it before you tune.";
  if (tuning) return "The device is being tuned for already.";
  tuning = true;
  return work().finally(() => {
    tuning = false;
  });
}

serve<TrainCalls>(self as Endpoint, {
  probe: report,
  ...tuningCalls({ openBackend, alone, noticeLoss }),

  async chooseEngine(choice) {
    if (pace) throw new TrainWorkerError("A run is under way. Stop it before you choose another engine.");
    engines.choice = choice;
    shelf.forgetExecutors();
    return report();
  },

  async train(args, { emit }) {
    if (pace) throw new TrainWorkerError("A run is under way. Stop it before you start another.");
    if (tuning)
      throw new TrainWorkerError("Networks are being tuned. Wait until that is done, or cancel it.");
    const ownPace = new Pace(args.singleStep);
    pace = ownPace;
    try {
      await openBackend();
      engines.takeTunings(args.tunings);
      return await new TrainingRun(args, shelf, engines, ownPace, emit).run();
    } catch (error) {
      noticeLoss(error);
      throw error;
    } finally {
      pace = null;
    }
  },

  async control(command) {
    pace?.control(command);
    return null;
  },

  async predict(sample) {
    await openBackend();
    return shelf
      .inTurn(() =>
        predictSample(sample, {
          semantic: shelf.predictor("semantic"),
          direction: shelf.predictor("direction"),
          energy: shelf.predictor("energy"),
        }),
      )
      .catch((error: unknown) => {
        noticeLoss(error);
        throw error;
      });
  },

  async exportWeights({ curvesCsv }) {
    const recipe = shelf.recipe();
    if (!recipe) throw new TrainWorkerError("Nothing is trained yet. Train a stage, then export.");
    const networks = Object.fromEntries(shelf.stages().map((stage) => [stage, shelf.get(stage)]));
    const bytes = writeWeightsArchive({ networks, recipe, curvesCsv });
    return new Transfer(bytes, [bytes.buffer]);
  },

  async importWeights({ bytes }) {
    if (pace) throw new TrainWorkerError("A run is under way. Stop it before you import weights.");
    const { recipe, networks } = await readWeightsArchive(bytes);
    for (const [stage, network] of networks) shelf.put(stage, { ...network, recipe, engine: null });
    return { recipe, stages: networks.map(([stage]) => stage) };
  },
});
