import { type WebpBits, WebpError } from "./webp-bits.ts";
import { blocksIn, readWebpImage, type WebpImage } from "./webp-image.ts";
import { addPixels, OPAQUE_BLACK, PREDICTORS } from "./webp-predict.ts";

/** Inverse of a transform of the whole image before compression. */
export interface WebpTransform {
  /** Width of the image before the inverse transform. */
  readonly width: number;
  undo(image: WebpImage): WebpImage;
}

const KIND = { predict: 0, colours: 1, green: 2, palette: 3 } as const;

/** Adds the prediction from neighbouring pixels to the stored difference. */
function addPredictions({ width, height, pixels }: WebpImage, modes: WebpImage, bits: number): WebpImage {
  for (let row = 0, at = 0; row < height; row++) {
    for (let column = 0; column < width; column++, at++) {
      let expected: number;
      if (at === 0) expected = OPAQUE_BLACK;
      else if (row === 0) expected = pixels[at - 1];
      else if (column === 0) expected = pixels[at - width];
      else {
        const mode = (modes.pixels[(row >> bits) * modes.width + (column >> bits)] >>> 8) & 0xf;
        // For the last column, the format defines the pixel above right as the first pixel of the same row.
        const [corner, top, right] = [at - width - 1, at - width, at - width + 1];
        expected = PREDICTORS[mode](pixels[at - 1], pixels[top], pixels[corner], pixels[right]);
      }
      pixels[at] = addPixels(pixels[at], expected);
    }
  }
  return { width, height, pixels };
}

const signed = (byte: number) => (byte << 24) >> 24;
const product = (factor: number, value: number) => (signed(factor) * signed(value)) >> 5;

/** Undoes the subtraction of green and red from red and blue. */
function addColours({ width, height, pixels }: WebpImage, factors: WebpImage, bits: number): WebpImage {
  for (let row = 0, at = 0; row < height; row++) {
    for (let column = 0; column < width; column++, at++) {
      const factor = factors.pixels[(row >> bits) * factors.width + (column >> bits)];
      const pixel = pixels[at];
      const green = (pixel >>> 8) & 0xff;
      const red = ((pixel >>> 16) + product(factor & 0xff, green)) & 0xff;
      const blue =
        (pixel + product((factor >>> 8) & 0xff, green) + product((factor >>> 16) & 0xff, red)) & 0xff;
      pixels[at] = (pixel & 0xff00ff00) | (red << 16) | blue;
    }
  }
  return { width, height, pixels };
}

function addGreen({ width, height, pixels }: WebpImage): WebpImage {
  for (let at = 0; at < pixels.length; at++) {
    const green = (pixels[at] >>> 8) & 0xff;
    pixels[at] = addPixels(pixels[at], (green << 16) | green);
  }
  return { width, height, pixels };
}

/** Looks up indices; with few colours, the green channel of one pixel contains several of them. */
function lookUp(packed: WebpImage, width: number, colours: Uint32Array, bits: number): WebpImage {
  const { height } = packed;
  const pixels = new Uint32Array(width * height);
  const indexBits = 8 >> bits;
  for (let row = 0, at = 0; row < height; row++) {
    for (let column = 0; column < width; column++, at++) {
      const green = (packed.pixels[row * packed.width + (column >> bits)] >>> 8) & 0xff;
      const index = (green >> ((column & (2 ** bits - 1)) * indexBits)) & (2 ** indexBits - 1);
      pixels[at] = colours[index] ?? 0;
    }
  }
  return { width, height, pixels };
}

function readPalette(bits: WebpBits, width: number): WebpTransform {
  const size = 1 + bits.read(8);
  const { pixels: colours } = readWebpImage(bits, size, 1, false);
  for (let index = 1; index < size; index++) colours[index] = addPixels(colours[index], colours[index - 1]);
  const packing = size <= 2 ? 3 : size <= 4 ? 2 : size <= 16 ? 1 : 0;
  return { width: blocksIn(width, packing), undo: (image) => lookUp(image, width, colours, packing) };
}

/**
 * Reads the transforms of an image of this size, in the order in which they were applied. Throws a WebpError.
 */
export function readTransforms(bits: WebpBits, width: number, height: number): readonly WebpTransform[] {
  const transforms: WebpTransform[] = [];
  const seen = new Set<number>();
  let current = width;
  while (bits.read(1) === 1) {
    const kind = bits.read(2);
    if (seen.has(kind)) throw new WebpError("A transform occurs twice.");
    seen.add(kind);
    if (kind === KIND.palette) transforms.push(readPalette(bits, current));
    else if (kind === KIND.green) transforms.push({ width: current, undo: addGreen });
    else {
      const blockBits = 2 + bits.read(3);
      const map = readWebpImage(bits, blocksIn(current, blockBits), blocksIn(height, blockBits), false);
      const undo = kind === KIND.predict ? addPredictions : addColours;
      transforms.push({ width: current, undo: (image) => undo(image, map, blockBits) });
    }
    current = transforms[transforms.length - 1].width;
  }
  return transforms;
}
