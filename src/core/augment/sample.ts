/**
 * One augmented crop with all its targets. Planes are row-major with `rows * columns` values per channel.
 * Distances are in px of the crop.
 */
export interface Sample {
  readonly rows: number;
  readonly columns: number;
  /** Normalised intensity, not gated. */
  readonly image: Float32Array;
  /** Ids; 0 on background, -1 on ignored pixels. */
  readonly labels: Int32Array;
  /** 1 in a cell, else 0, also on ignored pixels. */
  readonly mask: Float32Array;
  readonly distance: Float32Array;
  /** Depth level 0..15. */
  readonly level: Uint8Array;
  /** `[pixel, component]`: component 0 along rows (down), 1 along columns (right). */
  readonly unitVectors: Float32Array;
  /** 1 on valid pixels: the gradient is long enough, and the pixel is in the real image. */
  readonly valid: Float32Array;
  /** 1 / sqrt(area of the cell within the crop and its margin); 0 outside cells and in the padding. */
  readonly weight: Float32Array;
  /** 1 on pixels of the real image, 0 in the padding. */
  readonly inside: Float32Array;
}

/** Unit vectors computed before the augmentation and only moved with their pixels: wrong on purpose. */
export interface StaleVectors {
  /** `[pixel, component]`. */
  readonly unitVectors: Float32Array;
  readonly valid: Float32Array;
  /** Angle in degrees between the stale and the correct vector; 0 where either is not valid. */
  readonly angle: Float32Array;
}
