import type { Sample } from "../core/augment/sample.ts";
import { sumAngles } from "../core/metrics/angle-error.ts";
import { countLevels } from "../core/metrics/level-accuracy.ts";
import type { Labels } from "../core/raster/plane.ts";
import { imageValuesOf, sameImageValues } from "../core/recipe/image-values.ts";
import type { Gate, ImageValues } from "../core/recipe/recipe.ts";
import { type PredictedField, predictField } from "../engine/predict-field.ts";
import type { CellsCalls, CellsProgress, KeptField } from "./cells.protocol.ts";
import type { NetworkShelf } from "./network-shelf.ts";
import { type CallContext, connect, type Endpoint, type Remote } from "./rpc.ts";
import type { SampleCalls } from "./sample.protocol.ts";
import type { ImageNetwork, PredictedImage, PredictFieldsArguments } from "./train.protocol.ts";

/** What the pipeline is given of one image: sides are multiples of 16 px, one value a pixel. */
interface WholeImage {
  readonly rows: number;
  readonly columns: number;
  readonly images: Readonly<Record<ImageNetwork, Float32Array>>;
  /** Null where the image has no labels. */
  readonly sample: Sample | null;
}

/** The upper left `rows` x `columns` px of a plane that is `width` px wide. */
function cropped<Data extends Float32Array | Int32Array>(
  plane: Data,
  width: number,
  { rows, columns }: PredictedImage,
): Data {
  const into = plane.slice(0, rows * columns) as Data;
  for (let row = 0; row < rows; row++) {
    into.set(plane.subarray(row * width, row * width + columns), row * columns);
  }
  return into;
}

/** Which mask gates an image: without labels there is no true one. */
function gateOf({ labelled }: PredictedImage, gate: Gate): Gate {
  return labelled ? gate : "predicted";
}

/** Errors of a field that was predicted for a labelled image. As in validation, what the gate leaves out is not judged. */
function errorsOf({ mask, unitVectors, level }: PredictedField, sample: Sample) {
  const gated = (plane: Float32Array) => plane.map((value, pixel) => value * mask[pixel]);
  const truth = new Float32Array(2 * sample.uvec0.length);
  for (let pixel = 0; pixel < sample.uvec0.length; pixel++) {
    truth[2 * pixel] = sample.uvec0[pixel];
    truth[2 * pixel + 1] = sample.uvec1[pixel];
  }
  return {
    angles: unitVectors && sumAngles(unitVectors, truth, gated(sample.valid), sample.weight),
    levels: level && countLevels(level, Float32Array.from(sample.level), gated(sample.mask), sample.inside),
  };
}

/** Runs the pipeline on whole images and hands the fields to the worker that finds cells. */
export class FieldPredictions {
  readonly #args: PredictFieldsArguments;
  readonly #shelf: NetworkShelf;
  readonly #context: CallContext<CellsProgress>;
  readonly #samplers: Remote<SampleCalls>[];
  readonly #cells: Remote<CellsCalls>;

  constructor(args: PredictFieldsArguments, shelf: NetworkShelf, context: CallContext<CellsProgress>) {
    this.#args = args;
    this.#shelf = shelf;
    this.#context = context;
    this.#samplers = args.samples.map((port) => connect<SampleCalls>(port as Endpoint));
    this.#cells = connect<CellsCalls>(args.cells as Endpoint);
    for (const port of [...args.samples, args.cells]) port.start();
  }

  /** The next image is prepared while one is predicted. */
  async run(): Promise<void> {
    const { images } = this.#args;
    const ask = (place: number) => {
      const coming = this.#read(images[place], place);
      coming.catch(() => {});
      return coming;
    };
    try {
      let next = images.length > 0 ? ask(0) : null;
      for (const [place, image] of images.entries()) {
        const whole = await next;
        next = place + 1 < images.length ? ask(place + 1) : null;
        this.#context.signal.throwIfAborted();
        if (whole) await this.#predict(image, whole);
        this.#context.emit({ done: place + 1, total: images.length });
      }
    } finally {
      for (const port of [...this.#args.samples, this.#args.cells]) port.close();
    }
  }

  /** What a network saw of a picture in its training; what the recipe says while it has none. */
  #valuesOf(network: ImageNetwork): ImageValues {
    return imageValuesOf(this.#shelf.get(network)?.recipe ?? this.#args.recipe);
  }

  async #read(image: PredictedImage, place: number): Promise<WholeImage> {
    const sampler = this.#samplers[place % this.#samplers.length];
    const { recipe } = this.#args;
    const [first, second] = (["semantic", "direction"] as const).map((name) => this.#valuesOf(name));
    const imageId = image.id;
    const semantic = await sampler.call("wholeImage", { imageId, values: first });
    const direction = sameImageValues(first, second)
      ? semantic
      : await sampler.call("wholeImage", { imageId, values: second });
    const shown = image.labelled
      ? await sampler.call("show", { imageId, recipe: { ...recipe, ...first }, view: { kind: "whole" } })
      : null;
    const { rows, columns } = semantic;
    return {
      rows,
      columns,
      images: { semantic: semantic.image, direction: direction.image },
      sample: shown?.sample ?? null,
    };
  }

  async #predict(image: PredictedImage, whole: WholeImage): Promise<void> {
    const { rows, columns, images, sample } = whole;
    const gate = gateOf(image, this.#args.gate);
    const picture = { rows, columns, images, gate: gate === "true" && sample ? sample.mask : null };
    const field = await this.#shelf.inTurn(() =>
      predictField(
        picture,
        {
          semantic: this.#shelf.predictor("semantic"),
          direction: this.#shelf.predictor("direction"),
          energy: this.#shelf.predictor("energy"),
        },
        { turns: this.#args.turns },
      ),
    );
    const kept = this.#kept(image, whole, field);
    const planes = [kept.field.mask, kept.field.level, kept.field.uvec0, kept.field.uvec1, kept.image];
    await this.#cells.call(
      "keep",
      { key: { imageId: image.id, gate }, kept },
      {
        transfer: [...planes, ...(kept.truth ? [kept.truth.data] : [])].map(
          ({ buffer }) => buffer as ArrayBuffer,
        ),
      },
    );
  }

  #kept(
    image: PredictedImage,
    { columns: width, images, sample }: WholeImage,
    field: PredictedField,
  ): KeptField {
    const { rows, columns } = image;
    const plane = (data: Float32Array) => cropped(data, width, image);
    const component = (place: 0 | 1) => {
      const { unitVectors } = field;
      if (!unitVectors) return new Float32Array(rows * columns);
      return plane(unitVectors.filter((_, index) => index % 2 === place));
    };
    const truth: Labels | null = sample && { rows, columns, data: cropped(sample.labels, width, image) };
    return {
      field: {
        rows,
        columns,
        mask: plane(field.mask),
        level: field.level ? plane(field.level) : new Float32Array(rows * columns),
        uvec0: component(0),
        uvec1: component(1),
      },
      image: plane(images.semantic),
      truth,
      ...(sample ? errorsOf(field, sample) : { angles: null, levels: null }),
    };
  }
}
