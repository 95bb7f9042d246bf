import { useMemo } from "react";
import type { TargetSample } from "../../core/dataset/sampling/batch.ts";
import { splitVectors } from "../../core/raster/vectors.ts";
import type { Normalisation } from "../../core/recipe/recipe.ts";
import { type Appearance, type FieldPlane, SIGNED_UNIT } from "../canvas/appearance.ts";
import type { LinesOver } from "../canvas/canvas-layer.ts";
import { imageRange } from "../canvas/image-range.ts";
import { paintOutlines } from "../canvas/paint-outlines.ts";
import { StillField, type StillFieldProps } from "../canvas/StillField.tsx";

/** What is shown of a crop. */
export type SheetLayer = "image" | "outlines" | "mask" | "direction";

type Drawing = Pick<StillFieldProps, "planes" | "appearance" | "over">;

function drawingOf(
  { sample, stale }: TargetSample,
  layer: SheetLayer,
  normalisation: Normalisation,
): Drawing {
  const { rows, columns, image, labels, mask } = sample;
  const plane = (data: FieldPlane["data"]): FieldPlane => ({ rows, columns, data });
  if (layer === "mask") return { planes: [plane(mask)], appearance: { map: "grey", range: [0, 1] } };
  if (layer === "direction") {
    const [uvec0, uvec1] = splitVectors((stale ?? sample).unitVectors);
    const appearance: Appearance = { map: "direction", range: SIGNED_UNIT, mask: plane(mask) };
    return { planes: [plane(uvec0), plane(uvec1)], appearance };
  }
  const over: LinesOver["paint"] | undefined =
    layer === "outlines"
      ? (context, view, panel) => paintOutlines(context, { rows, columns, data: labels }, view, panel)
      : undefined;
  const appearance: Appearance = { map: "grey", range: imageRange(image, normalisation) };
  return { planes: [plane(image)], appearance, over };
}

export interface SheetCropProps {
  readonly crop: TargetSample;
  readonly layer: SheetLayer;
  readonly normalisation: Normalisation;
  readonly name: string;
}

/** One crop of a sheet. */
export function SheetCrop({ crop, layer, normalisation, name }: SheetCropProps) {
  const drawing = useMemo(() => drawingOf(crop, layer, normalisation), [crop, layer, normalisation]);
  return <StillField {...drawing} description={`${name}, ${layer}`} />;
}
