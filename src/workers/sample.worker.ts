import { type MadeSample, makeSample } from "../core/augment/make-sample.ts";
import { createRandom } from "../core/augment/random.ts";
import { wholeImage, wholeSample } from "../core/augment/whole-sample.ts";
import { CROP_MULTIPLE } from "../core/recipe/recipe-schema.ts";
import { type Endpoint, type Handlers, serve, Transfer } from "./rpc.ts";
import { RunSamples } from "./run-samples.ts";
import type { ImageCalls, RunSampleCalls, SampleCalls, SampleWithStale } from "./sample.protocol.ts";
import { SampleSource } from "./sample-source.ts";
import { attachMemory, openWorkerStore } from "./spare-files.ts";

/** Separates the random numbers of the samples shown in the panels from those of the training. */
const DRAW_STREAM = 0x726f;

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

function transferSample(shown: SampleWithStale) {
  const { sample, stale, plain } = shown;
  return new Transfer(shown, buffersOf(sample, stale, { plain }));
}

async function withStale(made: MadeSample): Promise<SampleWithStale> {
  return { sample: made.sample, stale: await made.stale(), plain: made.plain() };
}

const imageHandlers: Handlers<ImageCalls> = {
  async show({ imageId, recipe, view }) {
    const image = await (await sources).open(imageId, recipe);
    if (view.kind === "whole") {
      const sample = await wholeSample(image, { border: recipe.border, ...WHOLE });
      return transferSample({ sample, stale: null, plain: null });
    }
    const made = await makeSample(image, {
      crop: recipe.crop,
      augmentation: recipe.augmentation,
      border: recipe.border,
      random: createRandom(recipe.seed, DRAW_STREAM, view.roll),
    });
    return transferSample(await withStale(made));
  },

  async wholeImage({ imageId, values }) {
    const source = await (await sources).open(imageId, values);
    const pixels = await wholeImage(source, WHOLE);
    return new Transfer(pixels, [pixels.image.buffer]);
  },
};

/** Handlers of one port, which has its own run. */
function portHandlers(): Handlers<RunSampleCalls> {
  let begun: Promise<RunSamples> = Promise.reject(new RangeError("no run was begun"));
  begun.catch(() => {});
  return {
    ...imageHandlers,

    async beginRun(run) {
      begun = sources.then((source) => new RunSamples(source, run));
      await begun;
      return null;
    },

    async trainingBatch(step) {
      const batch = await (await begun).batch(step);
      return new Transfer(batch, buffersOf(batch));
    },

    async firstSample(step) {
      return transferSample(await withStale(await (await begun).first(step)));
    },

    async validationBatch({ imageId }) {
      const image = await (await begun).validationImage(imageId);
      return new Transfer(image, buffersOf(image));
    },
  };
}

serve<SampleCalls>(self as Endpoint, {
  ...imageHandlers,

  async attachMemory({ port }) {
    attachMemory(port);
    return null;
  },

  async attach({ port }) {
    serve(port as Endpoint, portHandlers());
    port.start();
    return null;
  },
});
