/** Names of one image in a zip of masks. */
export interface ListedImage {
  /** Its path as it was added. */
  readonly image: string;
  /** Its name in `coco.json`. */
  readonly fileName: string;
  /** Its name in the submissions. */
  readonly id: string;
  /** The name of its files in `masks/`, `tiff/masks/` and `rois/`, with folders and without extension. */
  readonly mask: string;
}

/** The list of images in a zip of masks; its files are in the same folder. */
export interface ImageList {
  readonly path: string;
  readonly images: readonly ListedImage[];
}

/** Name of the text that explains a zip of masks, and its first line. */
export const MASKS_README = "README.txt";
export const README_TITLE = "Masks of cells, written by Direction Lab";

/** Name of the list in a zip of masks. */
export const IMAGE_LIST = "images.csv";

/** Its columns, by content. */
export const LIST_COLUMNS = {
  image: "image_path",
  fileName: "file_name",
  id: "id",
  mask: "mask_name",
} as const satisfies Record<keyof ListedImage, string>;

/** Paths of mask files relative to the list, by format. */
export const MASK_PLACES = {
  png: { before: "masks/", after: ".png" },
  tiff: { before: "tiff/masks/", after: ".tif" },
  rois: { before: "rois/", after: "_RoiSet.zip" },
} as const;
