import type { Graph } from "./graph.ts";
import { GraphBuilder } from "./graph-builder.ts";
export function sharedNet({ F, depth, channels }: { F: number; depth: number; channels: number }): Graph {
  const builder = new GraphBuilder();
  function block(name: string, from: string, filters: number): string {
    let x = from;
    for (let index = 1; index <= 2; index++) {
      x = builder.convWithoutBias(`${name}_conv${index}`, x, 3, filters);
      x = builder.batchNorm(`${name}_norm${index}`, x);
      x = builder.relu(`${name}_relu${index}`, x);
    }
    return x;
  }
  let x = builder.input("image", channels);
  const skips: string[] = [];
  for (let level = 0; level <= depth; level++) {
    x = block(`down${level}`, x, F * 2 ** level);
    if (level < depth) {
      skips.push(x);
      x = builder.maxPool(`pool${level}`, x);
    }
  }
  for (let level = depth - 1; level >= 0; level--) {
    x = builder.upsample(`upsample${level}`, x, 2, "nearest");
    x = builder.concat(`skip${level}`, [x, skips[level]]);
    x = block(`up${level}`, x, F * 2 ** level);
  }
  builder.conv("head", x, 1, 19);
  return builder.build(`Shared U-Net, F = ${F}, depth ${depth}`, "levels_vectors_mask");
}
