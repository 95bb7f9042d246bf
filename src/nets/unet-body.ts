import type { GraphBuilder } from "./graph-builder.ts";

const CONVOLUTIONS_PER_LEVEL = 2;

/** Width and number of poolings of a U-Net. */
export interface UnetSize {
  readonly F: number;
  readonly depth: number;
}

/**
 * Appends a U-Net (Ronneberger, Fischer, Brox 2015) with padded convolutions and batch normalisation, without a head.
 * Level `l` has `F * 2^l` channels; `depth` is the number of poolings. Returns the node with the `F` features of each
 * pixel.
 * @param image the input node, sides a multiple of 2^depth
 */
export function unetBody(builder: GraphBuilder, image: string, { F, depth }: UnetSize): string {
  function block(name: string, from: string, filters: number): string {
    let x = from;
    for (let index = 1; index <= CONVOLUTIONS_PER_LEVEL; index++) {
      x = builder.convWithoutBias(`${name}_conv${index}`, x, 3, filters);
      x = builder.batchNorm(`${name}_norm${index}`, x);
      x = builder.relu(`${name}_relu${index}`, x);
    }
    return x;
  }

  let x = image;
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
  return x;
}
