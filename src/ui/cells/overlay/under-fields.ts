import { splitVectors } from "../../../core/raster/vectors.ts";
import type { Normalisation } from "../../../core/recipe/recipe.ts";
import type { FoundCells } from "../../../workers/cells.protocol.ts";
import { type Appearance, type FieldPlane, LEVEL_RANGE, SIGNED_UNIT } from "../../canvas/appearance.ts";
import { describeDirection } from "../../canvas/describe-direction.ts";
import { imageRange } from "../../canvas/image-range.ts";

/** Fields that can be shown below the cells. */
export const UNDER_FIELDS = ["image", "level", "direction", "mask"] as const;
export type UnderName = (typeof UNDER_FIELDS)[number];

/** A field below the cells: how it is drawn and how a pixel of it is read. */
export interface UnderField {
  readonly planes: readonly [FieldPlane, FieldPlane?];
  readonly appearance: Appearance;
  /** The value at a pixel, with its unit. */
  read(pixel: number): string;
}

const UNIT_RANGE: readonly [number, number] = [0, 1];
const DIGITS = 3;

function directionField(
  vectors: Float32Array,
  plane: (data: Float32Array) => FieldPlane,
  mask: FieldPlane,
): UnderField {
  const [uvec0, uvec1] = splitVectors(vectors);
  return {
    planes: [plane(uvec0), plane(uvec1)],
    appearance: { map: "direction", range: SIGNED_UNIT, mask },
    read: (pixel) => describeDirection(uvec0[pixel], uvec1[pixel]),
  };
}

/** The input fields of the instance methods, by name. */
export function underFields(
  { field, image }: FoundCells,
  normalisation: Normalisation,
): Readonly<Record<UnderName, UnderField>> {
  const { rows, columns, unitVectors } = field;
  const plane = (data: FieldPlane["data"]): FieldPlane => ({ rows, columns, data });
  const mask = plane(field.mask);
  let direction: UnderField | null = null;
  return {
    image: {
      planes: [plane(image)],
      appearance: { map: "grey", range: imageRange(image, normalisation) },
      read: (pixel) => String(Number(image[pixel].toPrecision(DIGITS))),
    },
    level: {
      planes: [plane(field.level)],
      appearance: { map: "levels", range: LEVEL_RANGE, mask },
      read: (pixel) => String(field.level[pixel]),
    },
    // Separated into planes for the canvas on first use.
    get direction() {
      direction ??= directionField(unitVectors, plane, mask);
      return direction;
    },
    mask: {
      planes: [mask],
      appearance: { map: "grey", range: UNIT_RANGE },
      read: (pixel) => (field.mask[pixel] > 0 ? "cell" : "no cell"),
    },
  };
}
