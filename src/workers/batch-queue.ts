import type { ValidationImage } from "../core/dataset/sampling/batch.ts";
import type { Recipe, Stage } from "../core/recipe/recipe.ts";
import { connect, type Endpoint, type Remote } from "./rpc.ts";
import type { SampleCalls, ServedBatch } from "./sample.protocol.ts";
import type { RunImage, TrainingImage } from "./train.protocol.ts";

/** Batches that are being prepared beyond the one in use. */
const BATCHES_AHEAD = 2;

/** Asks the sample workers for batches, two ahead, over their ports. */
export class BatchQueue {
  readonly #samplers: Remote<SampleCalls>[];
  readonly #ports: readonly MessagePort[];
  readonly #recipe: Recipe;
  #stage: Stage = "semantic";
  #images: readonly TrainingImage[] = [];
  readonly #coming = new Map<number, Promise<ServedBatch>>();

  constructor(ports: readonly MessagePort[], recipe: Recipe) {
    this.#ports = ports;
    this.#samplers = ports.map((port) => connect<SampleCalls>(port as Endpoint));
    for (const port of ports) port.start();
    this.#recipe = recipe;
  }

  #ask(step: number, steps: number): void {
    if (step >= steps || this.#coming.has(step)) return;
    const sampler = this.#samplers[step % this.#samplers.length];
    const asked = { recipe: this.#recipe, stage: this.#stage, images: this.#images, step };
    const coming = sampler.call("trainingBatch", asked);
    // A failure shows when the batch is awaited, not while it waits its turn.
    coming.catch(() => {});
    this.#coming.set(step, coming);
  }

  /** The batch of `step`; asks for those after it, up to `steps`. */
  async take(step: number, steps: number): Promise<ServedBatch> {
    for (let next = step; next <= step + BATCHES_AHEAD; next++) this.#ask(next, steps);
    const served = this.#coming.get(step);
    this.#coming.delete(step);
    if (!served) throw new RangeError(`step ${step} is not one of ${steps}`);
    return served;
  }

  /** The validation images, one at a time, the next one prepared meanwhile. */
  async *validation(images: readonly RunImage[]): AsyncGenerator<ValidationImage, void> {
    const ask = (index: number) => {
      const sampler = this.#samplers[index % this.#samplers.length];
      const coming = sampler.call("validationBatch", { recipe: this.#recipe, imageId: images[index].id });
      coming.catch(() => {});
      return coming;
    };
    let next = images.length > 0 ? ask(0) : null;
    for (let index = 0; next !== null; index++) {
      const batch = await next;
      next = index + 1 < images.length ? ask(index + 1) : null;
      yield batch;
    }
  }

  /** Forgets prepared batches, before another stage starts over on its images. */
  restart(stage: Stage, images: readonly TrainingImage[]): void {
    this.#coming.clear();
    this.#stage = stage;
    this.#images = images;
  }

  close(): void {
    for (const port of this.#ports) port.close();
  }
}
