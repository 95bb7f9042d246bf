import { makeSample } from "../core/augment/make-sample.ts";
import { createRandom } from "../core/augment/random.ts";
import type { Sample, StaleVectors } from "../core/augment/sample.ts";
import { wholePicture, wholeSample } from "../core/augment/whole-sample.ts";
import { stackBatch, type TaughtSample } from "../core/dataset/sampling/batch.ts";
import { createSampler } from "../core/dataset/sampling/sampler.ts";
import { drawTrainingSample } from "../core/dataset/sampling/training-sample.ts";
import { CROP_MULTIPLE } from "../core/recipe/recipe-schema.ts";
import { type Endpoint, type Handlers, serve, Transfer } from "./rpc.ts";
import type { SampleCalls } from "./sample.protocol.ts";
import { SampleSource } from "./sample-source.ts";
import { attachMemory, openWorkerStore } from "./spare-files.ts";

/** Keeps the rolls that a person looks at apart from those of the training. */
const ROLL_STREAM = 0x726f;

const WHOLE = { crop: "whole", multiple: CROP_MULTIPLE } as const;

const sources = openWorkerStore().then((store) => new SampleSource(store));

function buffersOf(...parts: (object | null)[]): Transferable[] {
  return parts.flatMap((part) =>
    part === null
      ? []
      : Object.values(part)
          .filter((value) => ArrayBuffer.isView(value))
          .map(({ buffer }) => buffer as ArrayBuffer),
  );
}

function transferSample(sample: Sample, stale: StaleVectors | null) {
  return new Transfer({ sample, stale }, buffersOf(sample, stale));
}

const handlers: Handlers<SampleCalls> = {
  async attachMemory({ port }) {
    attachMemory(port);
    return null;
  },

  async show({ imageId, recipe, view }) {
    const image = await (await sources).open(imageId, recipe);
    if (view.kind === "whole") {
      return transferSample(await wholeSample(image, { border: recipe.border, ...WHOLE }), null);
    }
    const { sample, stale } = await makeSample(image, {
      crop: recipe.crop,
      augmentation: recipe.augmentation,
      border: recipe.border,
      random: createRandom(recipe.seed, ROLL_STREAM, view.roll),
    });
    return transferSample(sample, await stale());
  },

  async wholeImage({ imageId, values }) {
    const source = await (await sources).open(imageId, values);
    const picture = await wholePicture(source, WHOLE);
    return new Transfer(picture, [picture.image.buffer]);
  },

  async attach({ port }) {
    serve(port as Endpoint, handlers);
    port.start();
    return null;
  },

  async trainingBatch({ recipe, stage, images, step }) {
    const sampler = createSampler(images, recipe);
    const items: TaughtSample[] = [];
    for (let place = step * recipe.batch; place < (step + 1) * recipe.batch; place++) {
      const { image, epoch, position } = sampler.itemAt(place);
      const { id, cells } = images[image];
      const source = await (await sources).open(id, recipe);
      // The first one is shown, with its stale vectors beside the right ones.
      const withStale = recipe.staleVectors || items.length === 0;
      items.push(await drawTrainingSample(source, recipe, { stage, cells, epoch, position }, withStale));
    }
    const batch = stackBatch(
      recipe.staleVectors ? items : items.map(({ sample }) => ({ sample, stale: null })),
    );
    const [first] = items;
    return new Transfer({ batch, first }, buffersOf(batch, first.sample, first.stale));
  },

  async validationBatch({ recipe, imageId }) {
    const image = await (await sources).open(imageId, recipe);
    const options = { border: recipe.border, crop: recipe.validationCrop, multiple: CROP_MULTIPLE };
    const sample = await wholeSample(image, options);
    const whole = { ...stackBatch([{ sample, stale: null }]), labels: sample.labels };
    return new Transfer(whole, buffersOf(whole));
  },
};

serve(self as Endpoint, handlers);
