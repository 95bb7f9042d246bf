import { TEST_SIZES, type TestSize } from "../kernel-bench.ts";

/** Calls `visit` for every product of a convolution, with the indices of input, weight and output. */
export function eachProduct(
  { batch, rows, columns }: TestSize,
  size: number,
  [channels, filters]: readonly [number, number],
  visit: (x: number, weight: number, y: number) => void,
): void {
  const reach = (size - 1) / 2;
  for (let pixel = 0; pixel < batch * rows * columns; pixel++) {
    const [row, column] = [Math.floor(pixel / columns) % rows, pixel % columns];
    for (let tap = 0; tap < size * size; tap++) {
      const [down, right] = [Math.floor(tap / size) - reach, (tap % size) - reach];
      if (row + down < 0 || row + down >= rows || column + right < 0 || column + right >= columns) continue;
      const source = pixel + down * columns + right;
      for (let c = 0; c < channels; c++) {
        for (let f = 0; f < filters; f++) {
          visit(source * channels + c, (tap * channels + c) * filters + f, pixel * filters + f);
        }
      }
    }
  }
}

/** Includes sizes larger than the tile of a workgroup along both axes, and with more rows than one job of the CPU engine. */
const SIZES: readonly TestSize[] = [
  ...TEST_SIZES,
  { batch: 2, rows: 35, columns: 18 },
  { batch: 1, rows: 40, columns: 6 },
  { batch: 1, rows: 2, columns: 140 },
];

/** Kernel size, image size, and numbers of input and output channels. */
export interface ConvolutionCase extends TestSize {
  readonly kernel: number;
  readonly counts: readonly [number, number];
}

export const CONVOLUTION_CASES: readonly ConvolutionCase[] = SIZES.flatMap((size, index) =>
  [1, 3, 5].map((kernel) => {
    const counts = [
      [1, 3],
      [4, 8],
      [9, 2],
      [8, 16],
    ] as const;
    return { kernel, ...size, counts: counts[(index + kernel) % counts.length] };
  }),
);
