import type { Sample } from "../core/augment/sample.ts";
import { sentenceOf } from "../core/errors.ts";
import { planesOf } from "../core/instances/cell-field.ts";
import { sumAngles } from "../core/metrics/angle-error.ts";
import { countLevels } from "../core/metrics/level-accuracy.ts";
import { orAbort } from "../core/or-abort.ts";
import { cut } from "../core/raster/cut.ts";
import type { Labels, PlaneData } from "../core/raster/plane.ts";
import { gateOf } from "../core/recipe/gate-of.ts";
import { imageValuesOf, sameImageValues } from "../core/recipe/image-values.ts";
import { pipelineInUse } from "../core/recipe/pipelines.ts";
import type { Gate, ImageValues } from "../core/recipe/recipe.ts";
import { type PredictedField, predictField } from "../engine/prediction/predict-field.ts";
import type { CellsCalls, CellsProgress, KeptField } from "./cells.protocol.ts";
import type { NetworkStore } from "./network-store.ts";
import { type CallContext, connect, type Endpoint, type Remote } from "./rpc.ts";
import type { ImageCalls } from "./sample.protocol.ts";
import type { FailedImage, ImageNetwork, PredictedImage, PredictFieldsArguments } from "./train.protocol.ts";

/** Input of the pipeline for one image: sides are multiples of 16 px, one value per pixel. */
interface WholeImage {
  readonly rows: number;
  readonly columns: number;
  readonly images: Readonly<Record<ImageNetwork, Float32Array>>;
  /** Null if the image has no labels. */
  readonly sample: Sample | null;
}

/**
 * Errors of a predicted field of a labelled image. As in validation, pixels outside the gate are not
 * evaluated.
 */
function errorsOf({ mask, unitVectors, level }: PredictedField, sample: Sample) {
  const gated = (plane: Float32Array) => plane.map((value, pixel) => value * mask[pixel]);
  return {
    angles: unitVectors && sumAngles(unitVectors, sample.unitVectors, gated(sample.valid), sample.weight),
    levels: level && countLevels(level, Float32Array.from(sample.level), gated(sample.mask), sample.inside),
  };
}

/** Runs the pipeline on whole images and passes the fields to the worker that finds cells. */
export class FieldPredictions {
  readonly #args: PredictFieldsArguments;
  readonly #store: NetworkStore;
  readonly #context: CallContext<CellsProgress>;
  readonly #samplers: Remote<ImageCalls>[];
  readonly #cells: Remote<CellsCalls>;

  constructor(args: PredictFieldsArguments, store: NetworkStore, context: CallContext<CellsProgress>) {
    this.#args = args;
    this.#store = store;
    this.#context = context;
    this.#samplers = args.samples.map((port) => connect<ImageCalls>(port as Endpoint));
    this.#cells = connect<CellsCalls>(args.cells as Endpoint);
    for (const port of [...args.samples, args.cells]) port.start();
  }

  /**
   * Predicts one image after the other; the next one is prepared in the meantime. A failed image does not
   * stop the others.
   * @param ready resolves once there is a device, and again after one was lost
   */
  async run(ready: () => Promise<unknown>): Promise<FailedImage[]> {
    const { images } = this.#args;
    const { signal } = this.#context;
    const failed: FailedImage[] = [];
    const ask = (place: number) => {
      if (place >= images.length) return null;
      const coming = orAbort(this.#read(images[place], place), signal);
      coming.catch(() => {});
      return coming;
    };
    let next = ask(0);
    for (const [place, image] of images.entries()) {
      const whole = next;
      try {
        const read = await whole;
        next = ask(place + 1);
        await orAbort(ready(), signal);
        if (read) await this.#predict(image, read);
      } catch (error) {
        signal.throwIfAborted();
        failed.push({ id: image.id, sentence: sentenceOf(error) });
        if (next === whole) next = ask(place + 1);
      }
      this.#context.emit({ done: place + 1, total: images.length });
    }
    return failed;
  }

  /** Closes the ports to the other workers. */
  close(): void {
    for (const port of [...this.#args.samples, this.#args.cells]) port.close();
  }

  /** Input values on which a network was trained; those of the recipe if it is not trained yet. */
  #valuesOf(network: ImageNetwork): ImageValues {
    return imageValuesOf(this.#store.get(network)?.recipe ?? this.#args.recipe);
  }

  async #read(image: PredictedImage, place: number): Promise<WholeImage> {
    const sampler = this.#samplers[place % this.#samplers.length];
    const { recipe } = this.#args;
    const isShared = pipelineInUse(this.#store.names(), recipe.pipeline) === "shared";
    const seen = isShared ? (["shared", "shared"] as const) : (["semantic", "direction"] as const);
    const [first, second] = seen.map((name) => this.#valuesOf(name));
    const imageId = image.id;
    const shown = image.labelled
      ? await sampler.call("show", { imageId, recipe: { ...recipe, ...first }, view: { kind: "whole" } })
      : null;
    const semantic = shown?.sample ?? (await sampler.call("wholeImage", { imageId, values: first }));
    const direction = sameImageValues(first, second)
      ? semantic
      : await sampler.call("wholeImage", { imageId, values: second });
    const { rows, columns } = semantic;
    return {
      rows,
      columns,
      images: { semantic: semantic.image, direction: direction.image, shared: semantic.image },
      sample: shown?.sample ?? null,
    };
  }

  async #predict(image: PredictedImage, whole: WholeImage): Promise<void> {
    const { rows, columns, images, sample } = whole;
    const gate = gateOf(image, this.#args.gate);
    const given = gate === "true" && sample ? sample.mask : null;
    const pixels = { rows, columns, images, gate: given, truth: null };
    const field = await this.#store.inOrder(() =>
      predictField(pixels, this.#store.fieldNetworks(this.#args.recipe.pipeline), {
        testTimeAugmentation: this.#args.testTimeAugmentation,
      }),
    );
    this.#context.signal.throwIfAborted();
    const kept = this.#kept(image, whole, field, gate);
    const planes = [...planesOf(kept.field), kept.image];
    const { generation } = this.#args;
    const keeping = this.#cells.call(
      "keep",
      { key: { imageId: image.id, gate }, kept, generation },
      {
        transfer: [...planes, ...(kept.truth ? [kept.truth.data] : [])].map(
          ({ buffer }) => buffer as ArrayBuffer,
        ),
      },
    );
    await orAbort(keeping, this.#context.signal);
  }

  #kept(
    image: PredictedImage,
    { rows: height, columns: width, images, sample }: WholeImage,
    field: PredictedField,
    gate: Gate,
  ): KeptField {
    const { rows, columns } = image;
    const box = { top: 0, left: 0, rows, columns };
    const part = <Data extends PlaneData>(data: Data, channels = 1) =>
      cut({ rows: height, columns: width, data }, box, channels);
    const plane = (data: Float32Array | null, channels = 1) =>
      data ? part(data, channels) : new Float32Array(channels * rows * columns);
    const truth: Labels | null = sample && { rows, columns, data: part(sample.labels) };
    return {
      field: {
        rows,
        columns,
        mask: plane(field.mask),
        level: plane(field.level),
        unitVectors: plane(field.unitVectors, 2),
        ...(field.probability && gate === "predicted" ? { probability: part(field.probability) } : {}),
        ...(field.expectedLevel ? { expectedLevel: part(field.expectedLevel) } : {}),
      },
      image: plane(images.semantic),
      truth,
      ...(sample ? errorsOf(field, sample) : { angles: null, levels: null }),
    };
  }
}
