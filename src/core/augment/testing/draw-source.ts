import { type Labels, type Plane, wholeBox } from "../../raster/plane.ts";
import { createRandom } from "../random.ts";
import { WholeImage } from "../source-image.ts";

/** An image in memory with a standard deviation of 1 as the unit of the photometric strengths. */
export function sourceOf(image: Plane, labels: Labels) {
  const { rows, columns } = image;
  const place = { of: { rows, columns }, box: wholeBox(image) };
  const patch = { image: { ...place, data: image.data }, labels: { ...place, data: labels.data } };
  return { image, labels, whole: new WholeImage(patch, 1) };
}

export type Source = ReturnType<typeof sourceOf>;

/** Labels of ellipses and a textured image, from a seed. */
export function drawSource(rows: number, columns: number, cells: number, seed: number) {
  const random = createRandom(seed);
  const labels = new Int32Array(rows * columns);
  for (let id = 1; id <= cells; id++) {
    const [centreRow, centreColumn] = [random.uniform(0, rows), random.uniform(0, columns)];
    const [long, short] = [random.uniform(6, 18), random.uniform(5, 10)];
    const rotate = random.uniform(0, Math.PI);
    for (let pixel = 0; pixel < labels.length; pixel++) {
      const down = Math.floor(pixel / columns) - centreRow;
      const right = (pixel % columns) - centreColumn;
      const along = down * Math.cos(rotate) + right * Math.sin(rotate);
      const across = right * Math.cos(rotate) - down * Math.sin(rotate);
      if ((along / long) ** 2 + (across / short) ** 2 <= 1 && labels[pixel] === 0) labels[pixel] = id;
    }
  }
  const image = Float32Array.from(labels, (id) => (id > 0 ? 1 : 0) + 0.2 * random.normal());
  return sourceOf({ rows, columns, data: image }, { rows, columns, data: labels });
}
