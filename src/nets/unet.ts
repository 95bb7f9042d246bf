import type { Graph } from "./graph.ts";
import { GraphBuilder } from "./graph-builder.ts";
import { type UnetSize, unetBody } from "./unet-body.ts";

/**
 * U-Net: image to one logit per pixel, positive for cell. Input `image`, one channel, sides a multiple of 2^depth.
 */
export function unet(size: UnetSize): Graph {
  const builder = new GraphBuilder();
  const features = unetBody(builder, builder.input("image", 1), size);
  builder.conv("head", features, 1, 1);
  return builder.build(`U-Net, F = ${size.F}, depth ${size.depth}`, "mask_logits");
}
