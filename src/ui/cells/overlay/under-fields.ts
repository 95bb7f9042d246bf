import { splitVectors } from "../../../core/raster/vectors.ts";
import type { Normalisation } from "../../../core/recipe/recipe.ts";
import type { FoundCells } from "../../../workers/cells.protocol.ts";
import { directionInWords } from "../../canvas/direction-words.ts";
import { imageRange } from "../../canvas/image-range.ts";
import { type FieldPlane, LEVEL_RANGE, type Look, SIGNED_UNIT } from "../../canvas/look.ts";

/** Fields that can be shown below the cells. */
export const UNDER_FIELDS = ["image", "level", "direction", "mask"] as const;
export type UnderName = (typeof UNDER_FIELDS)[number];

/** A field below the cells: how it is drawn and how a pixel of it is read. */
export interface UnderField {
  readonly planes: readonly [FieldPlane, FieldPlane?];
  readonly look: Look;
  /** The value at a pixel, with its unit. */
  read(pixel: number): string;
}

const SHARE_RANGE: readonly [number, number] = [0, 1];
const DIGITS = 3;

function directionField(
  vectors: Float32Array,
  plane: (data: Float32Array) => FieldPlane,
  mask: FieldPlane,
): UnderField {
  const [uvec0, uvec1] = splitVectors(vectors);
  return {
    planes: [plane(uvec0), plane(uvec1)],
    look: { map: "direction", range: SIGNED_UNIT, mask },
    read: (pixel) => directionInWords(uvec0[pixel], uvec1[pixel]),
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
      look: { map: "grey", range: imageRange(image, normalisation) },
      read: (pixel) => String(Number(image[pixel].toPrecision(DIGITS))),
    },
    level: {
      planes: [plane(field.level)],
      look: { map: "levels", range: LEVEL_RANGE, mask },
      read: (pixel) => String(field.level[pixel]),
    },
    // Separated into planes for the canvas on first use.
    get direction() {
      direction ??= directionField(unitVectors, plane, mask);
      return direction;
    },
    mask: {
      planes: [mask],
      look: { map: "grey", range: SHARE_RANGE },
      read: (pixel) => (field.mask[pixel] > 0 ? "cell" : "no cell"),
    },
  };
}
