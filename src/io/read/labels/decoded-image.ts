import type { StackPlane } from "../../../core/dataset/image-record.ts";
import { describePair } from "../../../core/dataset/pairing/found-pair.ts";
import type { PlannedImage } from "../../../core/dataset/pairing/pairing.ts";
import type { PixelSize } from "../../../core/dataset/pixel-size.ts";
import type { DecodedImage } from "../../../core/dataset/stored-image.ts";
import type { Pixels } from "../../../core/raster/plane.ts";
import { type FoundCells, NEGATIVE_EXAMPLE } from "./decode-cells.ts";

/** An image and its cells as read, and notes about the image itself. */
interface ReadImage extends Pick<DecodedImage, "name" | "longName" | "group" | "part"> {
  readonly pixels: Pixels;
  /** Absent if it is unknown whether the image is part of a stack. */
  readonly plane: StackPlane | null | undefined;
  /** Null if it is unknown. */
  readonly pixelSize: PixelSize | null;
  /** Null if the image has no labels. */
  readonly found: FoundCells | null;
  readonly notes: readonly string[];
}

/** All facts of an image that was read as planned, with its notes in the order pair, image, cells. */
export function decodedImage(
  plan: PlannedImage,
  { pixels, plane, pixelSize, found, notes, ...named }: ReadImage,
): DecodedImage {
  const missing = plan.truth.kind === "none" ? [plan.truth.reason] : [];
  const negative = found?.cells === 0 ? [NEGATIVE_EXAMPLE] : [];
  return {
    ...named,
    source: plan.source,
    pair: describePair(plan),
    pixels,
    ...(plane === undefined ? {} : { plane }),
    ...(pixelSize ? { pixelSize } : {}),
    labels: found?.labels ?? null,
    cells: found?.cells ?? 0,
    overlapPixels: found?.overlapPixels ?? 0,
    notes: [...missing, ...(plan.notes ?? []), ...negative, ...notes, ...(found?.notes ?? [])],
  };
}
