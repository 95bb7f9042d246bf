import type { ImagePlace, ImageSize } from "../../canvas/viewport.ts";

/** The pixel if it is inside the image, else null: the next image may be smaller. */
export function withinImage(pixel: ImagePlace | null, { rows, columns }: ImageSize): ImagePlace | null {
  return pixel && pixel.row < rows && pixel.column < columns ? pixel : null;
}
