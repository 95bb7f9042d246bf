import type { Samples } from "../../../core/dataset/labels/labels-from-samples.ts";
import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import { MAX_IMAGE_CHANNELS } from "../../../core/raster/plane.ts";
import { MAX_SAMPLES } from "../bytes/limits.ts";
import { isConstantChannel } from "../raster/constant-channel.ts";
import { choosePlanes, noPlaneReason, type PlaneChoice, planeNotes } from "../raster/plane-choice.ts";
import { type Raster, rasterOf } from "../raster/raster.ts";
import { COMPRESSION, decompressTiffBlock } from "./tiff-decompress.ts";
import { readTiffImage } from "./tiff-directory.ts";
import type { TiffImage } from "./tiff-image.ts";
import { tiffPixelSize } from "./tiff-pixel-size.ts";
import { sampleArray } from "./tiff-sample-type.ts";
import { samplesOfBlock } from "./tiff-samples.ts";
import { readTiffStack, type TiffPlane, type TiffStack } from "./tiff-stack.ts";
import { TiffTags } from "./tiff-tags.ts";

/** Copies the samples of one block into the image; parts of tiles beyond the image are dropped. */
function place(image: TiffImage, block: Samples, index: number, out: Samples): void {
  const { rows, columns, channels, blockRows, blockColumns, planar } = image;
  const across = Math.ceil(columns / blockColumns);
  const perPlane = across * Math.ceil(rows / blockRows);
  const plane = Math.floor(index / perPlane);
  const top = Math.floor((index % perPlane) / across) * blockRows;
  const left = (index % across) * blockColumns;
  const bottom = Math.min(rows, top + blockRows);
  const width = Math.min(blockColumns, columns - left);
  const perPixel = planar ? 1 : channels;
  for (let row = top; row < bottom; row++) {
    const source = (row - top) * blockColumns * perPixel;
    const target = (row * columns + left) * channels;
    if (!planar) {
      out.set(block.subarray(source, source + width * channels), target);
      continue;
    }
    for (let column = 0; column < width; column++) {
      out[target + column * channels + plane] = block[source + column];
    }
  }
}

const REVERSED = Uint8Array.from({ length: 256 }, (_, byte) =>
  [0, 1, 2, 3, 4, 5, 6, 7].reduce((sum, bit) => sum | (((byte >> bit) & 1) << (7 - bit)), 0),
);

/** Decodes all blocks of an image whose pixels begin `shift` bytes after the offsets in its directory. */
function readSamples(file: string, bytes: Uint8Array, image: TiffImage, shift: number): Samples {
  const { rows, columns, channels, bits, blockRows, blockColumns, tiled, planar } = image;
  const samples = sampleArray(image, rows * columns * channels);
  const across = Math.ceil(columns / blockColumns);
  const down = Math.ceil(rows / blockRows);
  const perPixel = planar ? 1 : channels;
  image.blocks.forEach(({ offset, bytes: length }, index) => {
    if (length === 0) return;
    const row = Math.floor(index / across) % down;
    const height = tiled ? blockRows : Math.min(blockRows, rows - row * blockRows);
    const shape = { height, width: blockColumns, perPixel };
    const rowBytes = Math.ceil((blockColumns * perPixel * bits) / 8);
    const at = offset + shift;
    const stored = bytes.subarray(at, at + length);
    const ordered = image.lowBitsFirst ? stored.map((byte) => REVERSED[byte]) : stored;
    const raw = decompressTiffBlock(file, ordered, height * rowBytes, { ...image, ...shape });
    place(image, samplesOfBlock(image, raw, shape), index, samples);
  });
  return samples;
}

/**
 * The planes that become channels of one raster, if they have one sample per pixel, up to the maximum number.
 */
function asChannels(planes: readonly TiffPlane[], image: TiffImage): readonly TiffPlane[] {
  if (image.channels > 1 || image.palette) return planes.slice(0, 1);
  const fit = Math.floor(MAX_SAMPLES / (image.rows * image.columns));
  return planes.slice(0, Math.min(MAX_IMAGE_CHANNELS, fit));
}

/** Interleaved samples of single-channel planes. */
function readChannels(
  file: string,
  bytes: Uint8Array,
  image: TiffImage,
  planes: readonly TiffPlane[],
): Samples {
  const samples = sampleArray(image, image.rows * image.columns * planes.length);
  for (const [channel, { directory, shift }] of planes.entries()) {
    const own = readTiffImage(file, new TiffTags(file, bytes, directory));
    const plane = readSamples(file, bytes, own, shift);
    for (let pixel = 0; pixel < plane.length; pixel++)
      samples[pixel * planes.length + channel] = plane[pixel];
  }
  return samples;
}

/**
 * Reads one plane of a TIFF or BigTIFF: strips or tiles; uncompressed, LZW, deflate, PackBits, Zstandard,
 * JPEG or fax, with predictors; either byte order; integers of 1 to 32 and of 64 bits, floats of 16, 32 and
 * 64 bits. The directory is checked before anything is allocated. Samples are as stored even if 0 means
 * white, because labels depend on it. Throws a FileError.
 *
 * @param choice Plane of a stack; `choosePlanes` chooses whatever is left open. All its channels at one
 * position become channels of the raster, up to 16 and 2^28 samples, unless each is itself a colour image. A
 * fourth sample besides red, green and blue is opacity if the file declares it, or if the file does not
 * specify it and all its values are equal and not 0.
 */
export function readTiff(file: string, bytes: Uint8Array, choice: PlaneChoice = {}): Raster {
  const stack = readTiffStack(file, bytes);
  const chosen = choosePlanes(stack.planes, choice);
  if (chosen.length === 0) throw new FileError(file, noPlaneReason(stack.planes, choice));
  return rasterOfPlanes(file, bytes, stack, chosen);
}

/** Every plane of a stack in file order; of several channels, only the first. Throws a FileError. */
export function* readTiffPlanes(file: string, bytes: Uint8Array): Generator<Raster, void, undefined> {
  const stack = readTiffStack(file, bytes);
  const [{ channel }] = stack.planes;
  for (const plane of stack.planes) {
    if (plane.channel === channel) yield rasterOfPlanes(file, bytes, stack, [plane]);
  }
}

function rasterOfPlanes(
  file: string,
  bytes: Uint8Array,
  stack: TiffStack,
  chosen: readonly TiffPlane[],
): Raster {
  const [first] = chosen;
  const tags = new TiffTags(file, bytes, first.directory);
  const image = readTiffImage(file, tags);
  const used = asChannels(chosen, image);
  const together = used.length > 1;
  const samples = together
    ? readChannels(file, bytes, image, used)
    : readSamples(file, bytes, image, first.shift);
  const { rows, columns, palette } = image;
  const alpha =
    image.alpha || (image.unnamedFourth && samples[3] !== 0 && isConstantChannel({ ...image, samples }, 3));
  return rasterOf({
    rows,
    columns,
    channels: together ? used.length : image.channels,
    samples,
    planar: !together && image.planar,
    alpha,
    palette,
    black: image.whiteIsZero ? 2 ** image.bits - 1 : null,
    lossy: image.compression === COMPRESSION.jpeg,
    pixelSize: tiffPixelSize(tags, stack.description),
    planes: stack.planes.map(({ channel, slice, time }) => ({ channel, slice, time })),
    notes: [...stack.notes, ...planeNotes(stack.planes, used)],
  });
}
