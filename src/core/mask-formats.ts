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

/** The formats that most users need: labels for other software, and a table of the cells. */
export const USUAL_FORMATS: readonly MaskFormat[] = ["png", "measurements"];

/** The other formats, in the order of the page. */
export const OTHER_FORMATS = MASK_FORMATS.filter((format) => !USUAL_FORMATS.includes(format));
