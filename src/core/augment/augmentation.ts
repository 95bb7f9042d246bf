/** What a sample shows beyond the edge of its image. */
export type Padding = "reflect" | "zero";

/** A transform that happens with a probability in 0..1 and a strength. */
export interface Chance {
  readonly probability: number;
}

/** Everything the augmentation pipeline may do to a crop. All parameters are drawn anew for each sample. */
export interface Augmentation {
  /** Mirror top to bottom. */
  readonly flipVertical: Chance;
  /** Mirror left to right. */
  readonly flipHorizontal: Chance;
  /** Turn by 0, 90, 180 or 270 degrees. */
  readonly rotate90: Chance;
  /** Turn by an angle drawn from -degrees..degrees. */
  readonly rotation: Chance & { readonly degrees: number };
  /** Enlarge by a factor drawn from low..high (same along both axes). */
  readonly scale: Chance & { readonly low: number; readonly high: number };
  /** Smooth random displacement: standard deviation in px, distance between control points in px. */
  readonly elastic: Chance & { readonly amplitude: number; readonly spacing: number };
  readonly padding: Padding;
  /** Multiply by 1 +- gain, then add +- offset, in units of the image's standard deviation. */
  readonly gainOffset: Chance & { readonly gain: number; readonly offset: number };
  /** Exponent drawn log-uniformly from low..high, on the image scaled to its own range. */
  readonly gamma: Chance & { readonly low: number; readonly high: number };
  /** Gaussian blur, sigma drawn from 0..sigma px. */
  readonly blur: Chance & { readonly sigma: number };
  /** Gaussian noise, standard deviation drawn from 0..deviation, in units of the image's standard deviation. */
  readonly noise: Chance & { readonly deviation: number };
  /** Slow illumination gradient across the crop, +- amplitude in units of the image's standard deviation. */
  readonly illumination: Chance & { readonly amplitude: number };
}
