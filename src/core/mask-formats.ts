/**
 * Formats in a zip of masks, with their names on the page. The writer of a masks archive has one entry per
 * format.
 */
export const MASK_FORMAT_TITLES = {
  png: "Labels, PNG 16 bit",
  tiff: "Labels, TIFF",
  rois: "ImageJ regions (RoiSet.zip)",
  coco: "COCO JSON",
  submission: "Kaggle submission, Sartorius 2021",
  dsb2018: "Kaggle submission, Data Science Bowl 2018",
  scores: "Scores, CSV",
  measurements: "Measurements, CSV",
} as const;

export type MaskFormat = keyof typeof MASK_FORMAT_TITLES;

export const MASK_FORMATS = Object.keys(MASK_FORMAT_TITLES) as readonly MaskFormat[];
