import { splitVectors } from "../../core/raster/vectors.ts";
import type { ShownFields } from "../../state/shown-fields.ts";
import { type Appearance, type FieldPlane, LEVEL_RANGE, SIGNED_UNIT } from "../canvas/appearance.ts";
import { describeDirection, NO_VALUE } from "../canvas/describe-direction.ts";
import { imageRange } from "../canvas/image-range.ts";
import { roundEnd } from "../canvas/legend-ticks.ts";

export type PanelGroup = "target" | "stale" | "predicted";

/** One field panel: what it draws and how its values are read. */
export interface PanelContent {
  readonly id: string;
  readonly group: PanelGroup;
  readonly name: string;
  /** Abbreviated name. */
  readonly shortName: string;
  /** Short explanation. */
  readonly meaning: string;
  readonly planes: readonly [FieldPlane, FieldPlane?];
  readonly appearance: Appearance;
  readonly unit: string;
  /**
   * The value at a pixel of the planes, with its unit; a dash if there is none, e.g. the direction of
   * background.
   */
  read(pixel: number): string;
}

/** Abbreviated names of long ones. */
const SHORT_NAMES: Readonly<Record<string, string>> = {
  "gated image": "gated",
  "semantic mask": "mask",
  "area weight": "weight",
};

const UNIT_RANGE: readonly [number, number] = [0, 1];
/** In a range smaller than this, two decimals are too few. */
const FINE_RANGE = 0.5;
const ANGLE_RANGE: readonly [number, number] = [0, 180];
/** As a word: the sign alone is illegible above the small numbers of a legend. */
const DEGREE_UNIT = "degrees";

/** A signed number whose sign has constant width. */
function signed(value: number): string {
  return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)}`;
}

/** Fraction of the cell pixels whose values are within the colour range; the others get its last colour. */
const FRACTION_IN_RANGE = 0.99;

/**
 * Upper end of an amount's colour range: the huge weight of a small cell fragment at the border must not
 * compress the rest.
 */
function highEnd(values: Float32Array): number {
  const sorted = values.filter((value) => value > 0).sort();
  if (sorted.length === 0) return 1;
  return sorted[Math.min(sorted.length - 1, Math.floor(FRACTION_IN_RANGE * sorted.length))];
}

/** Creates the panels of planes of one size. */
class PanelMaker {
  readonly #rows: number;
  readonly #columns: number;
  readonly #mask: FieldPlane;

  constructor({ rows, columns, mask }: ShownFields["sample"]) {
    this.#rows = rows;
    this.#columns = columns;
    this.#mask = this.plane(mask);
  }

  plane(data: FieldPlane["data"]): FieldPlane {
    return { rows: this.#rows, columns: this.#columns, data };
  }

  #panel(
    head: Pick<PanelContent, "id" | "group" | "name" | "meaning">,
    data: FieldPlane["data"],
    appearance: Appearance,
    unit: string,
    write: (value: number) => string,
    known: FieldPlane["data"] | undefined = appearance.mask?.data,
  ): PanelContent {
    const suffix = unit === "" ? "" : unit === DEGREE_UNIT ? "°" : ` ${unit}`;
    return {
      ...head,
      shortName: SHORT_NAMES[head.name] ?? head.name,
      planes: [this.plane(data)],
      appearance,
      unit,
      read: (pixel) => (known?.[pixel] === 0 ? NO_VALUE : `${write(data[pixel])}${suffix}`),
    };
  }

  /** An image, drawn in a range of values, with a suitable number of decimals. */
  image(id: string, name: string, meaning: string, data: Float32Array, range: readonly [number, number]) {
    const fine = range[1] - range[0] < FINE_RANGE;
    return this.#panel({ id, group: "target", name, meaning }, data, { map: "grey", range }, "", (value) =>
      fine ? String(Number(value.toPrecision(3))) : value.toFixed(2),
    );
  }

  grey(id: string, group: PanelGroup, name: string, meaning: string, data: Float32Array): PanelContent {
    const appearance: Appearance = { map: "grey", range: UNIT_RANGE };
    return this.#panel({ id, group, name, meaning }, data, appearance, "", (value) => value.toFixed(2));
  }

  amount(id: string, name: string, meaning: string, data: Float32Array, unit: string): PanelContent {
    const appearance: Appearance = {
      map: "sequential",
      range: [0, roundEnd(highEnd(data))],
      mask: this.#mask,
    };
    const head = { id, group: "target", name, meaning } as const;
    return this.#panel(head, data, appearance, unit, (value) => String(Number(value.toPrecision(3))));
  }

  level(id: string, group: PanelGroup, data: FieldPlane["data"]): PanelContent {
    const appearance: Appearance = { map: "levels", range: LEVEL_RANGE, mask: this.#mask };
    return this.#panel({ id, group, name: "level", meaning: "depth, 16 bins" }, data, appearance, "", String);
  }

  component(id: string, group: PanelGroup, component: 0 | 1, data: Float32Array): PanelContent {
    const appearance: Appearance = { map: "diverging", range: SIGNED_UNIT, mask: this.#mask };
    const meaning = component === 0 ? "down the rows" : "along the columns";
    return this.#panel({ id, group, name: `uvec_${component}`, meaning }, data, appearance, "", signed);
  }

  /** Angles between two fields; `known` is 0 where one of them has no direction. */
  angle(
    { id, group, name, meaning }: Pick<PanelContent, "id" | "group" | "name" | "meaning">,
    data: Float32Array,
    known: Float32Array,
  ): PanelContent {
    const appearance: Appearance = { map: "angleError", range: ANGLE_RANGE, mask: this.#mask };
    const head = { id, group, name, meaning };
    return this.#panel(head, data, appearance, DEGREE_UNIT, (value) => value.toFixed(0), known);
  }

  /** Panels of vectors `[pixel, component]`: component 0, component 1 and the direction, with these ids. */
  vectors(ids: readonly [string, string, string], group: PanelGroup, vectors: Float32Array): PanelContent[] {
    const [uvec0, uvec1] = splitVectors(vectors);
    return [
      this.component(ids[0], group, 0, uvec0),
      this.component(ids[1], group, 1, uvec1),
      this.direction(ids[2], group, uvec0, uvec1),
    ];
  }

  direction(id: string, group: PanelGroup, uvec0: Float32Array, uvec1: Float32Array): PanelContent {
    return {
      id,
      group,
      name: "direction",
      shortName: "direction",
      meaning: "as hue",
      planes: [this.plane(uvec0), this.plane(uvec1)],
      appearance: { map: "direction", range: SIGNED_UNIT, mask: this.#mask },
      unit: DEGREE_UNIT,
      read: (pixel) =>
        this.#mask.data[pixel] === 0 ? NO_VALUE : describeDirection(uvec0[pixel], uvec1[pixel]),
    };
  }
}

function imagePanel({ sample, normalisation }: ShownFields, make: PanelMaker): PanelContent {
  const range = imageRange(sample.image, normalisation);
  return make.image("image", "image", "as the networks see it", sample.image, range);
}

function targetPanels(fields: ShownFields, make: PanelMaker, gatedShown: boolean): PanelContent[] {
  const { image, mask, weight, distance, level, unitVectors } = fields.sample;
  const gated = image.map((value, pixel) => value * mask[pixel]);
  const range = imageRange(image, fields.normalisation);
  return [
    imagePanel(fields, make),
    ...(gatedShown ? [make.image("gatedImage", "gated image", "background set to 0", gated, range)] : []),
    make.grey("mask", "target", "semantic mask", "cell or not", mask),
    make.amount("weight", "area weight", "1 / √cell area", weight, "px⁻¹"),
    make.amount("distance", "distance", "to the edge", distance, "px"),
    make.level("level", "target", level),
    ...make.vectors(["uvec0", "uvec1", "direction"], "target", unitVectors),
  ];
}

function stalePanels({ sample, stale }: ShownFields, make: PanelMaker): PanelContent[] {
  if (!stale) return [];
  const { valid } = sample;
  const known = stale.valid.map((value, pixel) => value * valid[pixel]);
  const angle = {
    id: "staleAngle",
    group: "stale",
    name: "angle between",
    meaning: "stale and correct",
  } as const;
  return [
    ...make.vectors(["staleUvec0", "staleUvec1", "staleDirection"], "stale", stale.unitVectors),
    make.angle(angle, stale.angle, known),
  ];
}

function predictedPanels({ sample, prediction }: ShownFields, make: PanelMaker): PanelContent[] {
  if (!prediction) return [];
  const { mask, unitVectors, angleError, level } = prediction;
  const panels: PanelContent[] = [];
  if (mask) panels.push(make.grey("predictedMask", "predicted", "mask", "probability", mask));
  if (level) panels.push(make.level("predictedLevel", "predicted", level));
  if (unitVectors) {
    const ids = ["predictedUvec0", "predictedUvec1", "predictedDirection"] as const;
    panels.push(...make.vectors(ids, "predicted", unitVectors));
  }
  if (angleError) {
    const head = { id: "angleError", group: "predicted", name: "angle error" } as const;
    panels.push(make.angle({ ...head, meaning: "predicted and true" }, angleError, sample.valid));
  }
  return panels;
}

/** An image without targets, and the predictions; the predicted mask replaces the ground truth. */
function unlabelledPanels(fields: ShownFields): PanelContent[] {
  const { sample, prediction } = fields;
  const mask = prediction?.mask ? prediction.gateMask : sample.mask;
  const make = new PanelMaker({ ...sample, mask });
  return [imagePanel(fields, make), ...predictedPanels(fields, make)];
}

/**
 * The panels of the current source: the image, the targets, the stale vectors if requested, the predictions.
 * @param gatedShown whether the input of a shown network is the image gated by the mask, unlike that of the
 * U-Net
 */
export function panelContents(fields: ShownFields, staleShown: boolean, gatedShown = true): PanelContent[] {
  if (!fields.labelled) return unlabelledPanels(fields);
  const make = new PanelMaker(fields.sample);
  return [
    ...targetPanels(fields, make, gatedShown),
    ...(staleShown ? stalePanels(fields, make) : []),
    ...predictedPanels(fields, make),
  ];
}
