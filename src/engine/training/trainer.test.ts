import { expect, test } from "vitest";
import type { Batch } from "../../core/dataset/sampling/batch.ts";
import { EARLY_STOPPING } from "../../core/recipe/early-stopping.ts";
import type { CallbackSettings } from "../../core/recipe/monitored-by.ts";
import { scheduleOf } from "../../core/recipe/schedules.ts";
import { learningRateAt } from "../../core/schedule/learning-rate-at.ts";
import type { Weights } from "../../nets/weights.ts";
import { DeviceLostError } from "../device/device-error.ts";
import type { Executor, StepResult } from "../executor.ts";
import type { TrainingState } from "../training-state.ts";
import { Callbacks } from "./callbacks.ts";
import { NotFiniteError, StageTraining, type TrainingPlan } from "./trainer.ts";
import { freshCheckpoint, NOTHING_REMEMBERED } from "./training-checkpoint.ts";
import type { TrainingEvent } from "./training-events.ts";

const BATCH: Batch = {
  size: 1,
  rows: 1,
  columns: 1,
  image: new Float32Array(1),
  mask: new Float32Array(1),
  unitVectors: new Float32Array(2),
  valid: new Float32Array(1),
  weight: new Float32Array(1),
  level: new Float32Array(1),
  inside: new Float32Array(1),
};

/** A one-parameter model with loss = (p - 3)^2, trained by plain gradient descent. */
class Parabola implements Executor {
  readonly description = "parabola";
  readonly sharesMemory = false;
  parameter = 0;
  steps = 0;

  async step(_inputs: unknown, _targets: unknown, learningRate: number): Promise<StepResult> {
    const loss = (this.parameter - 3) ** 2;
    const slope = 2 * (this.parameter - 3);
    this.steps += 1;
    this.parameter = Math.fround(this.parameter - learningRate * slope);
    return { loss, gradientNorm: Math.abs(slope) };
  }

  async predict() {
    return { shape: [1], data: Float32Array.of(this.parameter) };
  }

  async evaluate() {
    const metrics = { task: "mask", both: 1, either: 1 } as const;
    return { loss: (this.parameter - 3) ** 2, metrics, output: null };
  }

  async readWeights(): Promise<Weights> {
    return { p: await this.predict() };
  }

  async readState(): Promise<TrainingState> {
    return { weights: await this.readWeights(), memory: [], steps: this.steps };
  }

  writeState({ weights, steps }: TrainingState): void {
    this.parameter = weights.p.data[0];
    this.steps = steps;
  }

  memoryBytes(): number {
    return 0;
  }

  dispose(): void {}
}

function planOf(executor: Parabola, changes: Partial<TrainingPlan> = {}): TrainingPlan {
  return {
    stage: "semantic",
    executor,
    start: freshCheckpoint({ p: { shape: [1], data: Float32Array.of(executor.parameter) } }),
    steps: 60,
    learningRateAt: () => 0.1,
    epochsAfter: (step) => (step + 1) / 25,
    batchAt: async () => BATCH,
    prepare: async () => ({ inputs: {}, targets: {} }),
    validate: async () => ({ loss: (executor.parameter - 3) ** 2 }),
    mayRunAhead: () => false,
    callbacks: { read: () => NOTHING_REMEMBERED, write: () => {} },
    endsEarly: () => false,
    wantsCheckpoint: () => false,
    replaceExecutor: async () => executor,
    ...changes,
  };
}

/** Appends the events of a training to `events`, which also has those before a failure. */
async function collect(training: AsyncIterable<TrainingEvent>, events: TrainingEvent[] = []) {
  for await (const event of training) events.push(event);
  return events;
}

/** The weights of all checkpoints. */
function checkpointsIn(events: readonly TrainingEvent[]): Weights[] {
  return events.flatMap((event) => (event.kind === "checkpoint" ? [event.checkpoint.state.weights] : []));
}

test("validates before the first step, after each epoch and at the end", async () => {
  const events = await collect(new StageTraining(planOf(new Parabola())));
  expect(events.filter(({ kind }) => kind === "epoch").map(({ step }) => step)).toEqual([0, 25, 50, 60]);
  expect(events.filter(({ kind }) => kind === "step").map(({ step }) => step)).toEqual(
    Array.from({ length: 60 }, (_, index) => index + 1),
  );
  expect(events.filter(({ kind }) => kind === "checkpoint").map(({ step }) => step)).toEqual([25, 50, 60]);
  // The checkpoint precedes the validation: stopping during the validation loses nothing.
  expect(events.map(({ kind }) => kind).slice(-3)).toEqual(["step", "checkpoint", "epoch"]);
});

test("the epoch mean is the mean loss since the last epoch", async () => {
  const events = await collect(new StageTraining(planOf(new Parabola())));
  const losses = events.flatMap((event) =>
    event.kind === "step" && event.step > 25 && event.step <= 50 ? [event.loss] : [],
  );
  const epoch = events.find((event) => event.kind === "epoch" && event.step === 50);
  expect(epoch?.kind === "epoch" && epoch.meanLoss).toBeCloseTo(
    losses.reduce((sum, loss) => sum + loss) / 25,
    12,
  );
});

test("each step reports the norm of its own gradient", async () => {
  const steps = (await collect(new StageTraining(planOf(new Parabola())))).filter(
    ({ kind }) => kind === "step",
  );
  // The gradient norm of (p - 3)^2 is 2 |p - 3|, twice the root of the loss.
  for (const event of steps) {
    expect(event.kind === "step" && event.gradientNorm).toBeCloseTo(
      2 * Math.sqrt(event.kind === "step" ? event.loss : Number.NaN),
      12,
    );
  }
  expect(steps).toHaveLength(60);
});

test("nothing happens until an event is requested", async () => {
  const executor = new Parabola();
  const training = new StageTraining(planOf(executor));
  await training.next();
  await training.next();
  const after = executor.parameter;
  await new Promise((resolve) => setImmediate(resolve));
  expect(executor.parameter).toBe(after);
  await training.return();
  expect((await training.next()).done).toBe(true);
});

test("running ahead changes no event and no checkpoint, and is at most one step ahead", async () => {
  const run = async (mayRunAhead: boolean) => {
    const executor = new Parabola();
    let [submitted, maxAhead] = [0, 0];
    const step = executor.step.bind(executor);
    executor.step = async (...args) => {
      submitted += 1;
      return step(...args);
    };
    const plan = planOf(executor, { mayRunAhead: () => mayRunAhead });
    const seen: unknown[] = [];
    for await (const event of new StageTraining(plan)) {
      if (event.kind === "step") maxAhead = Math.max(maxAhead, submitted - event.step);
      else expect(submitted).toBe(event.step);
      seen.push(event.kind === "step" ? { ...event, stepMilliseconds: 0, dataWaitMilliseconds: 0 } : event);
    }
    return { seen, maxAhead };
  };
  const [alone, ahead] = [await run(false), await run(true)];
  expect(ahead.seen).toEqual(alone.seen);
  expect([alone.maxAhead, ahead.maxAhead]).toEqual([0, 1]);
});

test("a training that ends waits for the step submitted ahead", async () => {
  const executor = new Parabola();
  let under = 0;
  const step = executor.step.bind(executor);
  executor.step = async (...args) => {
    under += 1;
    await new Promise((resolve) => setImmediate(resolve));
    under -= 1;
    return step(...args);
  };
  const training = new StageTraining(planOf(executor, { mayRunAhead: () => true }));
  await training.next();
  await training.next();
  await training.return();
  expect(under).toBe(0);
});

/** A device that is lost at the given calls of `step` and `readState`, counted over all devices. */
function losingDevices(lostSteps: readonly number[], lostReads: readonly number[] = []) {
  const calls = { steps: 0, reads: 0 };
  return class extends Parabola {
    override async step(...args: Parameters<Parabola["step"]>): Promise<StepResult> {
      calls.steps += 1;
      if (lostSteps.includes(calls.steps)) throw new DeviceLostError("lost");
      return super.step(...args);
    }

    override async readState(): Promise<TrainingState> {
      calls.reads += 1;
      if (lostReads.includes(calls.reads)) throw new DeviceLostError("lost");
      return super.readState();
    }
  };
}

/** Callbacks that act a few times in 60 steps. */
const SETTINGS: CallbackSettings = {
  schedule: { ...scheduleOf("plateau", 0.1), factor: 0.5, patience: 0, threshold: 0.99, warmUpFraction: 0.1 },
  earlyStopping: null,
  bestBy: "loss",
};
const STOPPING: CallbackSettings = {
  ...SETTINGS,
  earlyStopping: { ...EARLY_STOPPING, patience: 5, minDelta: 0.5 },
};

/** The events of a training, in which repeated events replace their first occurrence. */
async function finalEvents(
  Device: new () => Parabola,
  mayRunAhead: boolean,
  epochSteps: number,
  settings: CallbackSettings = SETTINGS,
) {
  let executor = new Device();
  const callbacks = new Callbacks(settings, "loss");
  const length = { steps: 60, stepsPerEpoch: epochSteps };
  const plan = planOf(executor, {
    mayRunAhead: () => mayRunAhead,
    learningRateAt: (step) => learningRateAt(settings.schedule, step, length, callbacks.reducedRate),
    epochsAfter: (step) => (step + 1) / epochSteps,
    validate: async (done) => {
      const validation = { loss: (executor.parameter - 3) ** 2 };
      if (done > 0) await callbacks.take(validation, done, () => executor.readWeights());
      return validation;
    },
    callbacks,
    endsEarly: () => callbacks.stopReason !== null,
    replaceExecutor: async (state) => {
      executor = new Device();
      executor.writeState(state);
      return executor;
    },
  });
  let events: TrainingEvent[] = [];
  const resumed: number[] = [];
  for await (const event of new StageTraining(plan)) {
    if (event.kind === "resume") {
      resumed.push(event.step);
      events = events.filter(({ step }) => step <= event.step);
    } else {
      const timed = event.kind === "step" ? { stepMilliseconds: 0, dataWaitMilliseconds: 0 } : {};
      events.push({ ...event, ...timed });
    }
  }
  return { events, resumed };
}

test("early stopping ends a training at a validation, with a checkpoint of its last weights", async () => {
  const { events } = await finalEvents(Parabola, true, 7, STOPPING);
  const ended = events.at(-1);
  expect(ended?.step).toBe(49);
  expect(events.slice(-3).map(({ kind, step }) => [kind, step])).toEqual([
    ["step", 49],
    ["epoch", 49],
    ["checkpoint", 49],
  ]);
  if (ended?.kind !== "checkpoint") throw new TypeError("there is no last checkpoint");
  const { state, callbacks, validated } = ended.checkpoint;
  expect([state.steps, validated]).toEqual([49, 49]);
  expect(callbacks.best?.step).toBe(49);
  const rates = events.flatMap((event) => (event.kind === "step" ? [event.rate] : []));
  expect(rates.at(-1)).toBeLessThan(0.1);
});

test.each([
  { steps: [1], reads: [], resumed: [0] },
  { steps: [10, 40], reads: [], resumed: [0, 25] },
  { steps: [26], reads: [], resumed: [25] },
  { steps: [60, 61, 62], reads: [], resumed: [50, 50, 50] },
  { steps: [33], reads: [], resumed: [25] },
  { steps: [28, 29], reads: [], resumed: [25, 25] },
  { steps: [], reads: [1, 4], resumed: [0, 50] },
])("a training with a lost device has the same result: %$", async ({ steps, reads, resumed }) => {
  for (const epochSteps of [5, 7, 25, 26]) {
    const untouched = await finalEvents(Parabola, false, epochSteps);
    for (const ahead of [false, true]) {
      const broken = await finalEvents(losingDevices(steps, reads), ahead, epochSteps);
      expect(broken.events).toEqual(untouched.events);
      if (!ahead) expect(broken.resumed).toEqual(resumed);
    }
    const stopped = await finalEvents(Parabola, false, epochSteps, STOPPING);
    const brokenOff = await finalEvents(losingDevices(steps, reads), true, epochSteps, STOPPING);
    expect(brokenOff.events).toEqual(stopped.events);
  }
});

test("too many consecutive device losses end the training", async () => {
  const always = Array.from({ length: 100 }, (_, index) => index + 30);
  await expect(finalEvents(losingDevices(always), false, 25)).rejects.toThrow(DeviceLostError);
});

test("a learning rate that makes the weights diverge ends the run and keeps the last finite weights", async () => {
  const executor = new Parabola();
  const plan = planOf(executor, { learningRateAt: (step) => (step < 30 ? 0.1 : 1e30) });
  const events: TrainingEvent[] = [];
  await expect(collect(new StageTraining(plan), events)).rejects.toThrow(NotFiniteError);
  const kept = checkpointsIn(events);
  expect(kept).toHaveLength(1);
  expect(kept[0].p.data[0]).toBeCloseTo(3, 1);
});

test("a last step that makes weights non-finite is detected although its loss was finite", async () => {
  const plan = planOf(new Parabola(), {
    learningRateAt: (step) => (step < 59 ? 0.1 : Number.POSITIVE_INFINITY),
  });
  const events: TrainingEvent[] = [];
  await expect(collect(new StageTraining(plan), events)).rejects.toThrow("step 60");
  expect(checkpointsIn(events)).toHaveLength(2);
});
