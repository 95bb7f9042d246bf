export function sharedWeights(
  b: { mask: Float32Array; valid: Float32Array; weight: Float32Array },
  background: number,
) {
  const n = b.mask.length;
  let cells = 0,
    sum = 0,
    taught = 0;
  for (let i = 0; i < n; i++) {
    if (b.mask[i] > 0) {
      cells++;
      sum += b.weight[i];
    }
    if (b.mask[i] >= 0) taught++;
  }
  const mean = Math.max(1e-12, sum / Math.max(1, cells));
  const levelWeight = new Float32Array(n),
    vectorWeight = new Float32Array(n);
  let sl = 0,
    sv = 0;
  for (let i = 0; i < n; i++) {
    const w = b.mask[i] < 0 ? 0 : b.mask[i] > 0 ? b.weight[i] / mean : background;
    levelWeight[i] = w;
    sl += w;
    const v = b.mask[i] > 0 && b.valid[i] === 0 ? 0 : w;
    vectorWeight[i] = v;
    sv += v;
  }
  for (let i = 0; i < n; i++) {
    levelWeight[i] *= taught / Math.max(1e-12, sl);
    vectorWeight[i] *= taught / Math.max(1e-12, sv);
  }
  return { vectorWeight, levelWeight };
}
