/**
 * 1 / sqrt(area in px of the pixel's cell), one value per pixel, 0 on background and ignored pixels: the
 * total weight of a cell is the square root of its area (Bai & Urtasun 2017). Pixels where `inside` is 0, if
 * given, neither count towards the area nor have a weight.
 */
export function areaWeight(labels: Int32Array, inside: Float32Array | null = null): Float32Array {
  const areas = new Map<number, number>();
  forEachRun(labels, inside, (id, start, end) => areas.set(id, (areas.get(id) ?? 0) + end - start));
  const weight = new Float32Array(labels.length);
  forEachRun(labels, inside, (id, start, end) => weight.fill(1 / Math.sqrt(areas.get(id) ?? 1), start, end));
  return weight;
}

/** Visits runs of equal ids in memory order: far fewer look-ups than pixels. */
function forEachRun(
  labels: Int32Array,
  inside: Float32Array | null,
  visit: (id: number, start: number, end: number) => void,
): void {
  const counts = (pixel: number) => labels[pixel] > 0 && (inside === null || inside[pixel] > 0);
  for (let start = 0; start < labels.length; ) {
    if (!counts(start)) {
      start += 1;
      continue;
    }
    const id = labels[start];
    let end = start + 1;
    while (end < labels.length && labels[end] === id && counts(end)) end++;
    visit(id, start, end);
    start = end;
  }
}
