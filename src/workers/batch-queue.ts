import type { Batch, ValidationImage } from "../core/dataset/sampling/batch.ts";
import type { Stage } from "../core/recipe/recipe.ts";
import { connect, type Endpoint, type Remote } from "./rpc.ts";
import type { RunSampleCalls, SampledRun, SampleWithStale, ValidationStep } from "./sample.protocol.ts";

/** Batches prepared in advance, beyond the one in use. */
const BATCHES_AHEAD = 2;

/** Requests the batches of a run from the sample workers over their ports, two in advance. */
export class BatchQueue {
  readonly #samplers: Remote<RunSampleCalls>[];
  readonly #ports: readonly MessagePort[];
  #stage: Stage = "semantic";
  readonly #coming = new Map<number, Promise<Batch>>();

  /** Announces the run to every worker. */
  constructor(ports: readonly MessagePort[], run: SampledRun) {
    this.#ports = ports;
    this.#samplers = ports.map((port) => connect<RunSampleCalls>(port as Endpoint));
    for (const port of ports) port.start();
    // If this fails, the first batch fails for the same reason.
    for (const sampler of this.#samplers) sampler.call("beginRun", run).catch(() => {});
  }

  #samplerOf(index: number): Remote<RunSampleCalls> {
    return this.#samplers[index % this.#samplers.length];
  }

  #ask(step: number, steps: number): void {
    if (step >= steps || this.#coming.has(step)) return;
    const coming = this.#samplerOf(step).call("trainingBatch", { stage: this.#stage, step });
    // A failure is reported when the batch is awaited.
    coming.catch(() => {});
    this.#coming.set(step, coming);
  }

  /** The batch of `step`. Also requests the batches after it, up to `steps`. */
  async take(step: number, steps: number): Promise<Batch> {
    for (let next = step; next <= step + BATCHES_AHEAD; next++) this.#ask(next, steps);
    const batch = this.#coming.get(step);
    this.#coming.delete(step);
    if (!batch) throw new RangeError(`step ${step} is not one of ${steps}`);
    return batch;
  }

  /** The first sample of the batch of `step`, with its stale vectors. */
  first(step: number): Promise<SampleWithStale> {
    return this.#samplerOf(step).call("firstSample", { stage: this.#stage, step });
  }

  /** Parts of the validation images, one at a time; the next one is prepared in the meantime. */
  async *validation(parts: readonly ValidationStep[]): AsyncGenerator<ValidationImage, void> {
    const ask = (index: number) => {
      const coming = this.#samplerOf(index).call("validationBatch", parts[index]);
      coming.catch(() => {});
      return coming;
    };
    let next = parts.length > 0 ? ask(0) : null;
    for (let index = 0; next !== null; index++) {
      const batch = await next;
      next = index + 1 < parts.length ? ask(index + 1) : null;
      yield batch;
    }
  }

  /** Discards prepared batches before another stage starts over on its own images. */
  restart(stage: Stage): void {
    this.#coming.clear();
    this.#stage = stage;
  }

  close(): void {
    for (const port of this.#ports) port.close();
  }
}
