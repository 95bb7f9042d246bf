import { drawStartOnCells } from "../core/augment/crop-start.ts";
import { type MadeSample, makeSample } from "../core/augment/make-sample.ts";
import { createRandom } from "../core/augment/random.ts";
import { rotatedSample } from "../core/augment/rotated-sample.ts";
import { wholeImage, wholeSample } from "../core/augment/whole-sample.ts";
import type { TargetSample } from "../core/dataset/sampling/batch.ts";
import { letMessagesIn } from "../core/let-messages-in.ts";
import { CROP_MULTIPLE } from "../core/recipe/recipe-limits.ts";
import { type Endpoint, type Handlers, serve, Transfer } from "./rpc.ts";
import { RunSamples } from "./run-samples.ts";
import type {
  ImageCalls,
  RunSampleCalls,
  SampleCalls,
  SampleWithStale,
  ShownSample,
} from "./sample.protocol.ts";
import { SampleSource } from "./sample-source.ts";
import { attachMemory, openWorkerStore } from "./spare-files.ts";
import { SyntheticSource } from "./synthetic-source.ts";

/** Separates the random numbers of the samples shown in the panels from those of the training. */
const DRAW_STREAM = 0x726f;

/** Separates the place of a shown crop from its transforms, so that it stays when the transforms change. */
const PLACE_STREAM = 0x706c;

/** Places tried for a shown crop: one on background shows little. */
const PLACE_DRAWS = 4;

const WHOLE = { multiple: CROP_MULTIPLE } as const;

const synthetic = new SyntheticSource();
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

function transferSample<Shown extends SampleWithStale>(shown: Shown) {
  const { sample, stale, plain } = shown;
  return new Transfer(shown, buffersOf(sample, stale, { plain }));
}

/** Everything that the panels show of an augmented crop. */
async function shownCrop({ sample, frame, stale, plain }: MadeSample): Promise<ShownSample> {
  return { sample, frame, stale: await stale(), plain: plain() };
}

const imageHandlers: Handlers<ImageCalls> = {
  async show({ imageId, recipe, view }) {
    const image = await (await sources).open(imageId, recipe);
    if (view.kind === "whole") {
      const sample = await wholeSample(image, { border: recipe.border, ...WHOLE });
      return transferSample({ sample, stale: null, plain: null, frame: null });
    }
    const { crop, augmentation, border, targetMargin, seed } = recipe;
    const places = createRandom(seed, DRAW_STREAM, view.roll, PLACE_STREAM);
    const start = await drawStartOnCells(image, crop, places, PLACE_DRAWS);
    if (view.kind === "rotation") {
      const { padding } = augmentation;
      const { degrees } = view;
      const rotated = await rotatedSample(image, { crop, start, degrees, border, padding });
      return transferSample({ ...rotated, plain: null });
    }
    const random = createRandom(seed, DRAW_STREAM, view.roll);
    const options = { crop, augmentation, border, targetMargin, random, start };
    return transferSample(await shownCrop(await makeSample(image, options)));
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
      begun = sources.then((source) => new RunSamples(source, run, synthetic));
      await begun;
      return null;
    },

    async trainingBatch(step) {
      const batch = await (await begun).batch(step);
      return new Transfer(batch, buffersOf(batch));
    },

    async firstSample(step) {
      return transferSample(await shownCrop(await (await begun).first(step)));
    },

    async validationBatch({ imageId, part }) {
      const image = await (await begun).validationImage(imageId, part);
      return new Transfer(image, buffersOf(image));
    },
  };
}

serve<SampleCalls>(self as Endpoint, {
  ...imageHandlers,

  async trainingSamples({ stage, from, count, ...run }, { signal }) {
    const samples = new RunSamples(await sources, run, synthetic);
    const drawn: TargetSample[] = [];
    for (let slot = from; slot < from + count; slot++) {
      await letMessagesIn();
      signal.throwIfAborted();
      drawn.push(await samples.inSlot(stage, slot));
    }
    return new Transfer(
      drawn,
      drawn.flatMap(({ sample, stale }) => buffersOf(sample, stale)),
    );
  },

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
