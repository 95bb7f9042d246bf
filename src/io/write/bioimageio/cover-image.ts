import { encode } from "fast-png";

/** Planes of the test image `[row, column]`, and vectors `[row, column, component]` if there are any. */
export interface CoveredImage {
  readonly rows: number;
  readonly columns: number;
  readonly image: Float32Array;
  readonly probability: Float32Array;
  readonly unitVectors: Float32Array | null;
}

const CHANNELS = 3;
const LARGEST = 255;

/** Red, green and blue 0..1 of a hue, given as an angle in radians. */
function colourOf(angle: number): readonly number[] {
  return [0, 1, 2].map((channel) => 0.5 + 0.5 * Math.cos(angle - (2 * Math.PI * channel) / CHANNELS));
}

/** The image in grey, and beside it the directions as hues where there are cells; an RGB image as PNG. */
export function coverImage({
  rows,
  columns,
  image,
  probability,
  unitVectors,
}: CoveredImage): Uint8Array<ArrayBuffer> {
  const width = 2 * columns;
  const data = new Uint8Array(CHANNELS * rows * width);
  for (let pixel = 0; pixel < rows * columns; pixel++) {
    const [row, column] = [Math.floor(pixel / columns), pixel % columns];
    const grey = Math.min(1, Math.max(0, image[pixel]));
    const colours = unitVectors
      ? colourOf(Math.atan2(unitVectors[2 * pixel], unitVectors[2 * pixel + 1]))
      : [1, 1, 1];
    const left = CHANNELS * (row * width + column);
    const right = left + CHANNELS * columns;
    for (let channel = 0; channel < CHANNELS; channel++) {
      data[left + channel] = Math.round(LARGEST * grey);
      data[right + channel] = Math.round(LARGEST * probability[pixel] * colours[channel]);
    }
  }
  return encode({ width, height: rows, data, channels: CHANNELS, depth: 8 }) as Uint8Array<ArrayBuffer>;
}
