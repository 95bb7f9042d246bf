import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Sample } from "../core/augment/sample.ts";
import { RECIPES } from "../core/recipe/presets.ts";
import type { Executor } from "../engine/executor.ts";
import { LiveView } from "./live-view.ts";
import { Pace, RunStopped } from "./pace.ts";
import type { SampleWithStale } from "./sample.protocol.ts";
import type { TrainEvent } from "./train.protocol.ts";

const plane = () => new Float32Array(4);
const SAMPLE = {
  rows: 2,
  columns: 2,
  image: plane(),
  mask: plane(),
  unitVectors: new Float32Array(8),
  valid: plane(),
} as unknown as Sample;
const NETWORK = {
  predict: async () => ({ shape: [1, 2, 2, 1], data: plane() }),
} as unknown as Executor;

function openView(pace: Pace, sampleOf = async (_step: number): Promise<SampleWithStale> => SHOWN) {
  const requested: number[] = [];
  const posted: TrainEvent[] = [];
  const first = (step: number) => {
    requested.push(step);
    return sampleOf(step);
  };
  const view = new LiveView({
    stage: "semantic",
    recipe: RECIPES.tiny,
    queue: { first },
    pace,
    store: { predictor: () => null },
    emit: (event) => posted.push(event),
  });
  return { view, requested, posted };
}

const SHOWN: SampleWithStale = { sample: SAMPLE, stale: null, plain: null };

beforeEach(() => void vi.useFakeTimers({ toFake: ["performance"] }));
afterEach(() => void vi.useRealTimers());

test("shows the sample of a finished step with its prediction", async () => {
  const { view, requested, posted } = openView(new Pace(false));
  view.prepare(7);
  expect(posted).toEqual([]);
  await view.show(7, NETWORK);
  expect(posted).toMatchObject([{ kind: "view", stage: "semantic", step: 8, shown: SHOWN }]);
  expect(requested).toEqual([7]);
});

test("requests no sample and no stale vectors before the next view is due", async () => {
  const { view, requested, posted } = openView(new Pace(false));
  for (let step = 0; step < 3; step++) {
    view.prepare(step);
    await view.show(step, NETWORK);
  }
  expect(requested).toEqual([0]);
  expect(posted).toHaveLength(1);
  vi.advanceTimersByTime(300);
  view.prepare(3);
  expect(requested).toEqual([0, 3]);
});

test("requests nothing while unwatched", async () => {
  const pace = new Pace(false, false);
  const { view, requested } = openView(pace);
  view.prepare(0);
  await view.show(0, NETWORK);
  expect(requested).toEqual([]);
  pace.control({ kind: "watch", isWatched: true });
  view.prepare(1);
  expect(requested).toEqual([1]);
});

test("shows a single step even if it began before a view was due", async () => {
  const { view, posted } = openView(new Pace(true));
  await view.show(4, NETWORK);
  expect(posted).toMatchObject([{ kind: "view", step: 5 }]);
});

test("stopping does not wait for the sample", async () => {
  const pace = new Pace(false);
  const { view, posted } = openView(pace, () => new Promise(() => {}));
  view.prepare(0);
  const showing = view.show(0, NETWORK);
  pace.control({ kind: "stop" });
  await expect(showing).rejects.toBeInstanceOf(RunStopped);
  expect(posted).toEqual([]);
});
