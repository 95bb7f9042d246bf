import { splitVectors } from "../../core/raster/vectors.ts";
import type { ShownFields } from "../../state/shown-fields.ts";
import { type Appearance, type FieldPlane, LEVEL_RANGE, SIGNED_UNIT } from "../canvas/appearance.ts";
import type { VectorField } from "../canvas/arrow-grid.ts";
import { type ArrowKind, arrowStyle } from "../canvas/arrow-styles.ts";
import { describeDirection } from "../canvas/describe-direction.ts";
import { imageRange } from "../canvas/image-range.ts";
import { roundEnd } from "../canvas/legend-ticks.ts";
import { paintArrows } from "../canvas/paint-arrows.ts";
import { paintOutlines } from "../canvas/paint-outlines.ts";
import { NO_VALUE } from "../controls/no-value.ts";
import type { DrawnField, FieldContent, LinesContent } from "./layer-content.ts";

const UNIT_RANGE: readonly [number, number] = [0, 1];
/** In a range smaller than this, two decimals are too few. */
const FINE_RANGE = 0.5;
const ANGLE_RANGE: readonly [number, number] = [0, 180];

/** Fraction of the cell pixels whose values are within the colour range; the others get its last colour. */
const FRACTION_IN_RANGE = 0.99;

/** A signed number whose sign has constant width. */
function signed(value: number): string {
  return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)}`;
}

const short = (value: number) => String(Number(value.toPrecision(3)));

/**
 * Upper end of an amount's colour range: the huge weight of a small cell fragment at the border must not
 * compress the rest.
 */
function highEnd(values: Float32Array): number {
  const sorted = values.filter((value) => value > 0).sort();
  if (sorted.length === 0) return 1;
  return sorted[Math.min(sorted.length - 1, Math.floor(FRACTION_IN_RANGE * sorted.length))];
}

/** A function that computes its value on the first call. */
function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Everything about a field but the planes that are drawn on their own. */
interface FieldOptions {
  readonly unit?: string;
  readonly isImage?: boolean;
  /** Drawn over another field in place of the field with transparent background. */
  readonly drawOver?: () => DrawnField;
  readonly read: (pixel: number) => string;
}

/** Creates the layers of the shown fields from their planes, `[row, column]`. */
export class LayerSource {
  readonly fields: ShownFields;
  /** Cells: 0 where targets and vectors have no value. */
  readonly #mask: FieldPlane;

  constructor(fields: ShownFields) {
    this.fields = fields;
    const { sample, prediction, labelled } = fields;
    // Without labels the predicted mask replaces the ground truth.
    this.#mask = this.plane(!labelled && prediction?.mask ? prediction.gateMask : sample.mask);
  }

  plane(data: FieldPlane["data"]): FieldPlane {
    const { rows, columns } = this.fields.sample;
    return { rows, columns, data };
  }

  #field(draw: () => DrawnField, { unit = "", isImage = false, drawOver, read }: FieldOptions): FieldContent {
    const drawn = once(draw);
    const clear = once(() => {
      const { planes, appearance } = drawn();
      return { planes, appearance: { ...appearance, clear: true } };
    });
    return { kind: "field", draw: drawn, drawOver: drawOver ? once(drawOver) : clear, unit, isImage, read };
  }

  /** An image, in the range of values that the normalisation gives, with a suitable number of decimals. */
  image(data: () => Float32Array): FieldContent {
    const values = once(data);
    const range = once(() => imageRange(values(), this.fields.normalisation));
    return this.#field(
      () => ({ planes: [this.plane(values())], appearance: { map: "grey", range: range() } }),
      {
        isImage: true,
        read: (pixel) => {
          const [low, high] = range();
          const value = values()[pixel];
          return high - low < FINE_RANGE ? short(value) : value.toFixed(2);
        },
      },
    );
  }

  /** The mask of the labels; over another field each cell has its own colour. */
  mask(): FieldContent {
    const { mask, labels } = this.fields.sample;
    const own = this.plane(mask);
    const draw = (): DrawnField => ({ planes: [own], appearance: { map: "grey", range: UNIT_RANGE } });
    const drawOver = (): DrawnField => ({
      planes: [this.plane(labels)],
      appearance: { map: "labels", range: UNIT_RANGE, mask: own, clear: true },
    });
    return this.#field(draw, { drawOver, read: (pixel) => mask[pixel].toFixed(0) });
  }

  /** A probability of 0 to 1. */
  probability(data: Float32Array): FieldContent {
    const planes: DrawnField["planes"] = [this.plane(data)];
    return this.#field(() => ({ planes, appearance: { map: "grey", range: UNIT_RANGE } }), {
      drawOver: () => ({ planes, appearance: { map: "sequential", range: UNIT_RANGE } }),
      read: (pixel) => data[pixel].toFixed(2),
    });
  }

  /** An amount from 0 within cells. */
  amount(data: Float32Array, unit: string): FieldContent {
    const draw = (): DrawnField => ({
      planes: [this.plane(data)],
      appearance: { map: "sequential", range: [0, roundEnd(highEnd(data))], mask: this.#mask },
    });
    return this.#inCells(draw, unit, (pixel) => `${short(data[pixel])} ${unit}`);
  }

  level(data: Uint8Array | Float32Array): FieldContent {
    const appearance: Appearance = { map: "levels", range: LEVEL_RANGE, mask: this.#mask };
    return this.#inCells(
      () => ({ planes: [this.plane(data)], appearance }),
      "",
      (pixel) => String(data[pixel]),
    );
  }

  /** Angles in degrees between two fields; `known` is 0 where one of them has no direction. */
  angle(data: Float32Array, known: Float32Array): FieldContent {
    const appearance: Appearance = { map: "angleError", range: ANGLE_RANGE, mask: this.#mask };
    return this.#field(() => ({ planes: [this.plane(data)], appearance }), {
      unit: "°",
      read: (pixel) => (known[pixel] === 0 ? NO_VALUE : `${data[pixel].toFixed(0)}°`),
    });
  }

  component(vectors: SplitVectors, component: 0 | 1): FieldContent {
    const appearance: Appearance = { map: "diverging", range: SIGNED_UNIT, mask: this.#mask };
    return this.#inCells(
      () => ({ planes: [this.plane(vectors.split()[component])], appearance }),
      "",
      (pixel) => signed(vectors.data[2 * pixel + component]),
    );
  }

  direction({ data, split }: SplitVectors): FieldContent {
    const draw = (): DrawnField => {
      const [uvec0, uvec1] = split();
      const appearance: Appearance = { map: "direction", range: SIGNED_UNIT, mask: this.#mask };
      return { planes: [this.plane(uvec0), this.plane(uvec1)], appearance };
    };
    return this.#inCells(draw, "°", (pixel) => describeDirection(data[2 * pixel], data[2 * pixel + 1]));
  }

  /** Outlines of the labels. */
  outlines(): LinesContent {
    const { rows, columns, labels } = this.fields.sample;
    const own = { rows, columns, data: labels };
    return { kind: "lines", paint: (context, view, panel) => paintOutlines(context, own, view, panel) };
  }

  /** Arrows of vectors where `valid` is not 0. */
  arrows({ split }: SplitVectors, kind: ArrowKind, valid = this.#mask.data): LinesContent {
    const { rows, columns } = this.fields.sample;
    const field = once((): VectorField => {
      const [uvec0, uvec1] = split();
      return { rows, columns, uvec0, uvec1, valid };
    });
    return {
      kind: "lines",
      paint: (context, view, panel, beside) =>
        paintArrows(context, field(), view, panel, arrowStyle(kind, context.canvas, beside)),
    };
  }

  /** A field that has values within cells only. */
  #inCells(draw: () => DrawnField, unit: string, read: (pixel: number) => string): FieldContent {
    return this.#field(draw, {
      unit,
      read: (pixel) => (this.#mask.data[pixel] === 0 ? NO_VALUE : read(pixel)),
    });
  }
}

/** Vectors `[pixel, component]`, and the planes of their components. */
export interface SplitVectors {
  readonly data: Float32Array;
  readonly split: () => readonly [Float32Array, Float32Array];
}

/** The planes of vectors are shared by all layers that draw them, and cached by their identity. */
const splitByData = new WeakMap<Float32Array, SplitVectors>();

/** Vectors `[pixel, component]` with the planes of their components, which are computed on first use. */
export function splitOf(data: Float32Array): SplitVectors {
  const known = splitByData.get(data);
  if (known) return known;
  const vectors = { data, split: once(() => splitVectors(data)) };
  splitByData.set(data, vectors);
  return vectors;
}
