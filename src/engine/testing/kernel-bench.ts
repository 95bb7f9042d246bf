import { createRandom, type Random } from "../../core/augment/random.ts";
import type { Runner } from "../execution/runner.ts";
import type { Dispatch, Region } from "../plan/ir/dispatch.ts";
import { STEP_SCALARS, type StepScalar } from "../plan/ir/step-scalars.ts";
import { pixelsOf, VECTOR, type View, vectorsFor } from "../plan/ir/view.ts";
import { pack, unpack } from "../plan/operations/unpack.ts";
import { type Plan, PlanBuilder } from "../plan/plan-builder.ts";

/** Batch size and image size of a test. */
export interface TestSize {
  readonly batch: number;
  readonly rows: number;
  readonly columns: number;
}

/** Odd, non-square, single-pixel and ordinary sizes. */
export const TEST_SIZES: readonly TestSize[] = [
  { batch: 1, rows: 1, columns: 1 },
  { batch: 2, rows: 5, columns: 3 },
  { batch: 1, rows: 2, columns: 11 },
  { batch: 3, rows: 8, columns: 17 },
];

/** An engine whose kernels are tested. */
export interface KernelsUnderTest {
  start(): Promise<void>;
  /** A runner whose shared buffers have this many bytes. */
  createRunner(bytesOf: () => number): Runner;
}

/** External inputs of a plan. */
interface PlanInputs {
  /** By name. */
  readonly uploads: ReadonlyMap<string, Float32Array>;
  /** The shared buffer of the step scalars, if the plan reads it. */
  readonly scalars?: Float32Array<ArrayBuffer>;
}

/** Runs a plan once; its results in the order of their names. */
export async function runPlan(
  kernels: KernelsUnderTest,
  plan: Plan,
  { uploads, scalars }: PlanInputs,
  results: readonly string[],
): Promise<Float32Array[]> {
  const runner = kernels.createRunner(() => scalars?.byteLength ?? 0);
  if (scalars) runner.writeShared("scalars", scalars);
  const ready = await runner.prepare(plan);
  for (const [name, values] of uploads) ready.upload(name, values);
  const values = await runner.guard(ready.run(results));
  ready.dispose();
  runner.dispose();
  return values;
}

/**
 * Runs kernels on arrays, for tests. Arrays are `[batch, row, column, channel]`, row-major without padding.
 */
export class KernelBench {
  readonly builder = new PlanBuilder();
  readonly #kernels: KernelsUnderTest;
  readonly #uploads = new Map<string, Float32Array>();
  readonly #results: string[] = [];

  constructor(kernels: KernelsUnderTest) {
    this.#kernels = kernels;
  }

  run(dispatch: Dispatch): void {
    this.builder.dispatch("forward", "test", dispatch);
  }

  /** A view whose pixels have `before` and `after` unrelated vectors around their own. */
  strided({ batch, rows, columns }: TestSize, channels: number, before = 1, after = 2): View {
    const stride = before + vectorsFor(channels) + after;
    const whole = this.builder.view("activation", batch, [rows, columns, stride * VECTOR]);
    return { ...whole, channels, stride, offset: before };
  }

  /** A strided view with `values`. */
  put(size: TestSize, channels: number, values: Float32Array): View {
    const view = this.strided(size, channels);
    this.run(unpack(this.floats(values), view));
    return view;
  }

  /** A buffer with `values`, padded to whole vectors. */
  vectors(values: Float32Array): Region {
    const view = this.builder.view("activation", 1, [1, 1, values.length]);
    this.run(unpack(this.floats(values), view));
    return { buffer: view.buffer };
  }

  /** An upload buffer of f32. */
  floats(values: Float32Array): Region {
    const name = `${this.#uploads.size}`;
    this.#uploads.set(name, values);
    return this.builder.upload(name, values.length);
  }

  /** A buffer of step scalars; those that are not given are 9. */
  scalars(values: Readonly<Partial<Record<StepScalar, number>>>): Region {
    return this.floats(Float32Array.from(STEP_SCALARS, (name) => values[name] ?? 9));
  }

  /** Requests the values of a view; `read` returns them in the order of the requests. */
  want(view: View): void {
    const name = `${this.#results.length}`;
    this.#results.push(name);
    this.run(pack(view, this.builder.result(name, pixelsOf(view) * view.channels)));
  }

  read(): Promise<Float32Array[]> {
    return runPlan(this.#kernels, this.builder.plan(), { uploads: this.#uploads }, this.#results);
  }
}

/** Deterministic random numbers for a test. */
export function testRandom(seed: number): Random {
  return createRandom(seed, 0x6b65726e);
}

/** `length` normally distributed numbers. */
export function normals(random: Random, length: number): Float32Array {
  return Float32Array.from({ length }, () => random.normal());
}

/** Weights `[tap, in, out]` in the layout of the kernels, with channels padded to whole vectors. */
export function paddedWeights(weights: Float32Array, channels: number, filters: number): Float32Array {
  const [inPadded, outPadded] = [vectorsFor(channels) * VECTOR, vectorsFor(filters) * VECTOR];
  const taps = weights.length / channels / filters;
  const padded = new Float32Array(taps * inPadded * outPadded);
  weights.forEach((value, at) => {
    const tap = Math.floor(at / filters / channels);
    const channel = Math.floor(at / filters) % channels;
    padded[(tap * inPadded + channel) * outPadded + (at % filters)] = value;
  });
  return padded;
}
