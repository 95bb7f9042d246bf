import type { Augmentation } from "./augmentation.ts";
import type { ElasticField } from "./elastic-field.ts";
import { compose, IDENTITY, type LinearMap } from "./linear-map.ts";
import type { Random } from "./random.ts";
import type { Crop, Transform } from "./transform.ts";
import { TRANSFORMS, type TransformName } from "./transforms.ts";

type Values = Readonly<Record<string, number>> & { readonly probability: number };

/** Draws which transforms of a kind are applied; yields them with their values in the order of the table. */
function* happening<Kind extends Transform["kind"]>(
  kind: Kind,
  augmentation: Augmentation,
  random: Random,
): Generator<readonly [Extract<Transform, { kind: Kind }>, Values]> {
  const table: Readonly<Record<string, Transform>> = TRANSFORMS;
  for (const [name, transform] of Object.entries(table)) {
    const values: Values = augmentation[name as TransformName];
    const isOfKind = (one: Transform): one is Extract<Transform, { kind: Kind }> => one.kind === kind;
    if (isOfKind(transform) && random.chance(values.probability)) yield [transform, values];
  }
}

/** Draws the linear map of a crop: transforms are applied in the order of the table. */
export function drawLinearMap(augmentation: Augmentation, random: Random): LinearMap {
  let map = IDENTITY;
  for (const [transform, values] of happening("linear", augmentation, random)) {
    map = compose(map, transform.draw(values, random));
  }
  return map;
}

function added(a: ElasticField, b: ElasticField): ElasticField {
  const sum = (x: Float32Array, y: Float32Array) => x.map((value, pixel) => value + y[pixel]);
  return { rows: sum(a.rows, b.rows), columns: sum(a.columns, b.columns) };
}

/** Draws the sum of the displacements of a square crop of `side` px; null without any. */
export function drawDisplacement(
  augmentation: Augmentation,
  side: number,
  random: Random,
): ElasticField | null {
  let total: ElasticField | null = null;
  for (const [transform, values] of happening("displacement", augmentation, random)) {
    const drawn = transform.draw(values, random, side);
    total = total ? added(total, drawn) : drawn;
  }
  return total;
}

/** Draws the photometric transforms and applies them in place. */
export function changeIntensities(crop: Crop, augmentation: Augmentation, random: Random): void {
  for (const [transform, values] of happening("intensity", augmentation, random)) {
    transform.apply(crop, values, random);
  }
}
