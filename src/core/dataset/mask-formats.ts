/** What a zip of masks can hold. */
export const MASK_FORMATS = ["png", "tiff", "rois", "coco", "submission", "scores"] as const;
export type MaskFormat = (typeof MASK_FORMATS)[number];
