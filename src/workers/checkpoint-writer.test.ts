import { expect, it } from "vitest";
import { FullError } from "../platform/folder.ts";
import { CheckpointWriter } from "./checkpoint-writer.ts";
import type { RunCheckpoint } from "./run-checkpoint.ts";
import { EXAMPLE_CHECKPOINT } from "./testing/example-checkpoint.ts";
import { readRunCheckpoint } from "./unpack-run-checkpoint.ts";

/** The example with another position of its training. */
const validatedAt = (validated: number): RunCheckpoint => ({
  ...EXAMPLE_CHECKPOINT,
  training: { ...EXAMPLE_CHECKPOINT.training, validated },
});

/** A writer on a clock of its own, whose writes take `milliseconds`, and what it has stored. */
function openWriter(milliseconds = 0) {
  const clock = { now: 0 };
  const stored: number[] = [];
  const problems: (string | null)[] = [];
  const sink = {
    isFull: false,
    async write(parts: readonly Uint8Array<ArrayBuffer>[]) {
      clock.now += milliseconds;
      if (sink.isFull) throw new FullError("full");
      const { training } = await readRunCheckpoint({ name: "", file: new Blob([...parts]) });
      stored.push(training.validated);
    },
    async discard() {
      stored.length = 0;
    },
  };
  const writer = new CheckpointWriter(
    sink,
    ({ problem }) => problems.push(problem),
    () => clock.now,
  );
  return { writer, sink, clock, stored, problems };
}

it("wants a checkpoint 30 s after the last one", async () => {
  const { writer, clock } = openWriter();
  const isDueAt = (seconds: number) => {
    clock.now = 1000 * seconds;
    return writer.isDue;
  };
  expect([0, 29, 30].map(isDueAt)).toEqual([false, false, true]);
  writer.store(validatedAt(0));
  await writer.finish();
  expect([31, 59, 60].map(isDueAt)).toEqual([false, false, true]);
});

it("takes at most a tenth of the time", async () => {
  const { writer, clock } = openWriter(5000);
  writer.store(validatedAt(0));
  expect(writer.isFree).toBe(false);
  await writer.finish();
  expect(writer.isFree).toBe(false);
  clock.now += 49_000;
  expect(writer.isDue).toBe(false);
  clock.now += 1000;
  expect([writer.isFree, writer.isDue]).toEqual([true, true]);
});

it("waits no longer than a minute after a slow write", async () => {
  const { writer, clock } = openWriter(40_000);
  writer.store(validatedAt(0));
  await writer.finish();
  clock.now += 59_000;
  expect(writer.isFree).toBe(false);
  clock.now += 1000;
  expect([writer.isFree, writer.isDue]).toEqual([true, true]);
});

it("stores one at a time, of those that wait the newest, and none twice", async () => {
  const { writer, stored } = openWriter();
  const last = validatedAt(2);
  for (const checkpoint of [validatedAt(0), validatedAt(1), last, last]) writer.store(checkpoint);
  await writer.finish();
  writer.store(last);
  await writer.finish();
  expect(stored).toEqual([0, 2]);
  await writer.discard();
  expect(stored).toEqual([]);
});

it("keeps the previous checkpoint where there is no room for another, and says so", async () => {
  const { writer, sink, stored, problems } = openWriter();
  writer.store(validatedAt(0));
  await writer.finish();
  sink.isFull = true;
  writer.store(validatedAt(1));
  await writer.finish();
  expect(stored).toEqual([0]);
  sink.isFull = false;
  writer.store(validatedAt(2));
  await writer.finish();
  expect(stored).toEqual([0, 2]);
  expect(problems).toEqual([null, expect.stringContaining("The previous checkpoint is kept."), null]);
});
