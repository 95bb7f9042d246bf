import type { DatasetSummary } from "./summarise-dataset.ts";

const SIZES_SHOWN = 3;

/** Image sizes with the number of images of each, most frequent first. */
export function describeSizes({ sizes }: Pick<DatasetSummary, "sizes">): string {
  const shown = sizes
    .slice(0, SIZES_SHOWN)
    .map(({ size, images }) => (sizes.length > 1 ? `${size} px (${images})` : `${size} px`));
  const others = sizes.slice(SIZES_SHOWN).reduce((sum, { images }) => sum + images, 0);
  return [...shown, ...(others > 0 ? [`other sizes (${others})`] : [])].join(", ");
}
