/** Planes of a batch that decide about the weights of its pixels, one value per pixel. */
interface WeighedPixels {
  /** 1 in cells, 0 in the background, below 0 where ignored. */
  readonly mask: Float32Array;
  /** 1 where a cell pixel has a direction. */
  readonly valid: Float32Array;
  /** Area weight of a cell pixel. */
  readonly weight: Float32Array;
}

const FLOOR = 1e-12;

/** Mean of the area weights over the cell pixels. */
function meanWeight({ mask, weight }: WeighedPixels): number {
  let [sum, cells] = [0, 0];
  for (let pixel = 0; pixel < mask.length; pixel++) {
    if (mask[pixel] <= 0) continue;
    sum += weight[pixel];
    cells += 1;
  }
  return Math.max(FLOOR, sum / Math.max(1, cells));
}

/** Scales weights in place, so that their mean over `count` pixels is 1. */
function scaleToMeanOne(weights: Float32Array, count: number): void {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const factor = count / Math.max(FLOOR, sum);
  for (let pixel = 0; pixel < weights.length; pixel++) weights[pixel] *= factor;
}

/**
 * Weights of the pixels of a batch for the vectors and the levels of the shared network. A cell pixel weighs its area
 * weight relative to the mean over the cell pixels of the batch, a background pixel `background`, an ignored pixel 0. A
 * cell pixel without a direction has no weight for the vectors. Both are then scaled to a mean of 1 over the pixels that
 * are not ignored: a plain mean over those of weighted costs is the weighted mean.
 */
export function sharedWeights(
  pixels: WeighedPixels,
  background: number,
): { readonly vectorWeight: Float32Array; readonly levelWeight: Float32Array } {
  const { mask, valid, weight } = pixels;
  const mean = meanWeight(pixels);
  const levelWeight = mask.map((truth, pixel) =>
    truth > 0 ? weight[pixel] / mean : truth < 0 ? 0 : background,
  );
  const vectorWeight = levelWeight.map((own, pixel) => (mask[pixel] > 0 && valid[pixel] === 0 ? 0 : own));
  const taught = mask.reduce((count, truth) => count + Number(truth >= 0), 0);
  scaleToMeanOne(levelWeight, taught);
  scaleToMeanOne(vectorWeight, taught);
  return { vectorWeight, levelWeight };
}
