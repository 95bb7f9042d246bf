import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { encode } from "fast-png";
import { drawBuiltInSample } from "../src/core/synth/draw-sample.ts";
import { writeLabelPng } from "../src/io/write/label-png.ts";

/** Writes drawn images with their masks as `cells_0` and so on, and more without, as a person would drop them. */
export function writeDrawnImages(folder: string, labelled: number, unlabelled: readonly string[]): void {
  for (const part of ["images", "masks"]) mkdirSync(join(folder, part), { recursive: true });
  const drawn = drawBuiltInSample("fluorescence", 4);
  for (let count = 0; count < labelled + unlabelled.length; count++) {
    const { value } = drawn.next();
    if (!value) throw new Error("the sample has too few images");
    const { picture, labels } = value;
    const { rows, columns, data } = picture;
    const name = count < labelled ? `cells_${count}` : unlabelled[count - labelled];
    if (data instanceof Float32Array) throw new Error("a PNG holds no fractions");
    const depth = data instanceof Uint16Array ? 16 : 8;
    const image = encode({ width: columns, height: rows, data, channels: 1, depth });
    writeFileSync(join(folder, "images", `${name}.png`), image);
    if (count < labelled) writeFileSync(join(folder, "masks", `${name}.png`), writeLabelPng(labels));
  }
}
