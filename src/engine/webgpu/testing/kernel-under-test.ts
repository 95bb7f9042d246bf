import { createRandom, type Random } from "../../../core/augment/random.ts";
import type { WatchedDevice } from "../../device/webgpu-device.ts";
import type { Dispatch, Region } from "../../plan/ir/dispatch.ts";
import { pixelsOf, VECTOR, type View, vectorsFor } from "../../plan/ir/view.ts";
import { pack, unpack } from "../../plan/operations/unpack.ts";
import { PlanBuilder } from "../../plan/plan-builder.ts";
import { WebgpuRunner } from "../webgpu-runner.ts";

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

/**
 * Runs kernels on arrays, for tests. Arrays are `[batch, row, column, channel]`, row-major without padding.
 */
export class KernelBench {
  readonly builder = new PlanBuilder();
  readonly #watched: WatchedDevice;
  readonly #uploads = new Map<string, Float32Array>();
  readonly #results: string[] = [];

  constructor(watched: WatchedDevice) {
    this.#watched = watched;
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
    const name = `${this.#uploads.size}`;
    this.#uploads.set(name, values);
    this.run(unpack(this.builder.upload(name, values.length), view));
    return view;
  }

  /** A buffer with `values`, padded to whole vectors. */
  vectors(values: Float32Array): Region {
    const size = { batch: 1, rows: 1, columns: 1 };
    const view = this.builder.view("activation", 1, [1, 1, values.length]);
    const name = `${this.#uploads.size}`;
    this.#uploads.set(name, values);
    this.run(unpack(this.builder.upload(name, values.length), { ...view, ...size }));
    return { buffer: view.buffer };
  }

  /** An upload buffer of f32. */
  floats(values: Float32Array): Region {
    const name = `${this.#uploads.size}`;
    this.#uploads.set(name, values);
    return this.builder.upload(name, values.length);
  }

  /** Requests the values of a view; `read` returns them in the order of the requests. */
  want(view: View): void {
    const name = `${this.#results.length}`;
    this.#results.push(name);
    this.run(pack(view, this.builder.result(name, pixelsOf(view) * view.channels)));
  }

  async read(): Promise<Float32Array[]> {
    const runner = new WebgpuRunner(this.#watched, () => 0);
    const ready = await runner.prepare(this.builder.plan());
    for (const [name, values] of this.#uploads) ready.upload(name, values);
    const values = await ready.run(this.#results);
    ready.dispose();
    runner.dispose();
    return values;
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
