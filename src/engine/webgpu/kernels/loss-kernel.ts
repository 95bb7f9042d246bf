/**
 * WGSL of a kernel over the strided pixels of the output. `work` handles one `pixel` and adds its results to
 * the vector `sums`, which the thread writes.
 */
export function overPixels(work: string): string {
  return `
  var sums = vec4f(0);
  for (var pixel = thread; pixel < sizes.pixels; pixel += sizes.threads) {
${work.replace(/^\n/, "")}
  }
  partial[thread] = sums;`;
}
