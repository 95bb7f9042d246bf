import type { Graph } from "./graph.ts";
import { GraphBuilder } from "./graph-builder.ts";
import { SHARED_CHANNELS } from "./shared-layout.ts";
import { type UnetSize, unetBody } from "./unet-body.ts";

/** Size of the shared network, and the number of channels of its image. */
interface SharedSize extends UnetSize {
  /** 2 with the logarithm of the image. */
  readonly channels: 1 | 2;
}

/**
 * U-Net with three heads in one linear layer: image to 16 level logits, a vector of any length and a mask logit per
 * pixel, in the order of `shared-layout.ts`. Input `image`, sides a multiple of 2^depth. Nothing is gated: the network
 * sees whole images.
 */
export function sharedNet({ channels, ...size }: SharedSize): Graph {
  const builder = new GraphBuilder();
  const features = unetBody(builder, builder.input("image", channels), size);
  builder.conv("head", features, 1, SHARED_CHANNELS);
  return builder.build(`Shared U-Net, F = ${size.F}, depth ${size.depth}`, "levels_vectors_mask");
}
