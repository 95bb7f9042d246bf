import { meanAndSpread } from "./mean-and-spread.ts";

/** A curve: x ascending. Values that are not finite are gaps. */
export interface Series {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

/** Mean of several curves at common x, and one sample standard deviation below and above it. */
export interface Band {
  readonly x: readonly number[];
  readonly mean: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** Reads a curve at ascending x, by linear interpolation; NaN outside the curve and in its gaps. */
function reader({ x, y }: Series): (at: number) => number {
  let next = 0;
  return (at) => {
    while (next < x.length && x[next] < at) next++;
    if (next === x.length) return Number.NaN;
    if (x[next] === at) return y[next];
    if (next === 0) return Number.NaN;
    const fraction = (at - x[next - 1]) / (x[next] - x[next - 1]);
    return y[next - 1] + fraction * (y[next] - y[next - 1]);
  };
}

/**
 * Mean of several curves with a band of one sample standard deviation, at every x of any of them. Between its points a
 * curve is interpolated linearly. Where fewer than two curves have a value there is no band, and no point.
 */
export function bandOf(series: readonly Series[]): Band {
  const at = [...new Set(series.flatMap(({ x }) => Array.from(x)))].sort((a, b) => a - b);
  const readers = series.map(reader);
  const band = { x: [] as number[], mean: [] as number[], low: [] as number[], high: [] as number[] };
  for (const x of at) {
    const found = meanAndSpread(readers.map((read) => read(x)).filter(Number.isFinite));
    if (!found || found.spread === null) continue;
    band.x.push(x);
    band.mean.push(found.mean);
    band.low.push(found.mean - found.spread);
    band.high.push(found.mean + found.spread);
  }
  return band;
}
