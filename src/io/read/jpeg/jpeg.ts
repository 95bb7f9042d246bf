import { decode } from "jpeg-js";
import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import { checkSize, decodeOrRefuse, type Raster, rasterOf } from "../raster/raster.ts";
import { exifOrientation } from "./exif-orientation.ts";

/** Memory limit of the decoder in MB: eight bytes per coefficient of three full planes, and the image. */
const MEMORY_LIMIT = 2048;

/** Progressive images have about ten scans; each one covers the whole image. */
const MAX_SCANS = 64;

const CMYK_CHANNELS = 4;

const MARKER_BYTES = 2;
const MARKER = 0xff;
const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;

interface JpegFrame {
  readonly rows: number;
  readonly columns: number;
  readonly channels: number;
}

const BLOCK_PIXELS = 64;

interface JpegFacts extends JpegFrame {
  readonly orientation: number;
}

/** Lossless, arithmetic-coded and hierarchical frames have higher codes. */
const LAST_READ_FRAME = 0xc2;

const isRestart = (code: number) => code >= 0xd0 && code <= 0xd7;
/** Start of frame, without the tables in the same range of codes. */
const isFrame = (code: number) => code >= 0xc0 && code <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(code);

/**
 * Maximum number of pixels per byte: a block of any channel takes at least one bit, and channels may be
 * subsampled.
 */
function maxPixelsPerByte(bytes: Uint8Array, frameAt: number, channels: number): number {
  const sampling = Array.from({ length: channels }, (_, channel) => bytes[frameAt + 11 + 3 * channel]);
  const across = sampling.map((factors) => factors >> 4);
  const down = sampling.map((factors) => factors & 15);
  const blocks = across.reduce((sum, factor, channel) => sum + factor * down[channel], 0);
  return (8 * BLOCK_PIXELS * Math.max(...across) * Math.max(...down)) / blocks;
}

function nextMarker(bytes: Uint8Array, start: number): number {
  for (let at = start; at + 1 < bytes.length; at++) {
    if (
      bytes[at] === MARKER &&
      bytes[at + 1] !== 0 &&
      bytes[at + 1] !== MARKER &&
      !isRestart(bytes[at + 1])
    ) {
      return at;
    }
  }
  return bytes.length;
}

const endsEarly = (file: string) =>
  new FileError(file, "The JPEG ends early: a part of the file is missing. Copy or export it again.");

/**
 * Parses the segments of the file; throws a FileError unless there is one frame, a scan and the end marker.
 */
function readFacts(file: string, bytes: Uint8Array): JpegFacts {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let frame: JpegFrame | null = null;
  let scans = 0;
  let orientation: number | null = null;
  for (let at = 2; at + 4 <= bytes.length || bytes[at + 1] === END_OF_IMAGE; ) {
    at = nextMarker(bytes, at);
    const code = bytes[at + 1];
    if (code === END_OF_IMAGE) {
      if (!frame || scans === 0) throw new FileError(file, "The JPEG holds no image.");
      return { ...frame, orientation: orientation ?? 1 };
    }
    if (at + 4 > bytes.length) break;
    const end = at + 2 + view.getUint16(at + 2);
    if (isFrame(code) && at + 10 <= bytes.length) {
      if (frame) throw new FileError(file, "The JPEG holds more than one frame, which is not read.");
      if (code > LAST_READ_FRAME || bytes[at + 4] !== 8) {
        throw new FileError(
          file,
          "This kind of JPEG (lossless, arithmetic or 12 bit) is not read. Save it as PNG.",
        );
      }
      frame = { rows: view.getUint16(at + 5), columns: view.getUint16(at + 7), channels: bytes[at + 9] };
      checkSize(file, frame.rows, frame.columns);
      const limit = bytes.length * maxPixelsPerByte(bytes, at, frame.channels);
      if (!(frame.rows * frame.columns <= limit)) throw endsEarly(file);
    }
    orientation ??= exifOrientation(bytes.subarray(at, end));
    if (code === START_OF_SCAN) scans += 1;
    if (scans > MAX_SCANS) throw new FileError(file, `The JPEG has more than ${MAX_SCANS} scans.`);
    at = end;
  }
  throw endsEarly(file);
}

/** A JPEG's samples, `[row, column, channel]`. */
interface DecodedJpeg extends JpegFacts {
  readonly samples: Uint8Array;
}

/** Information from the file that contains the JPEG. */
interface JpegOptions {
  /**
   * Whether three channels are luminance and two colour differences, if the JPEG itself does not specify it.
   */
  readonly colourDifferences?: boolean;
  /** Maximum size that is decoded. */
  readonly limit?: { readonly rows: number; readonly columns: number };
}

/**
 * Decodes a baseline or progressive JPEG: grey, colour, or CMYK, which is converted to RGB. Rows are as
 * stored. The size is checked before decoding. Throws a FileError.
 */
export function decodeJpeg(
  file: string,
  bytes: Uint8Array,
  { colourDifferences = true, limit }: JpegOptions = {},
): DecodedJpeg {
  const facts = readFacts(file, bytes);
  if (limit && (facts.rows > limit.rows || facts.columns > limit.columns)) {
    throw new FileError(
      file,
      `A JPEG block holds ${facts.rows} x ${facts.columns} px where ${limit.rows} x ${limit.columns} are allowed.`,
    );
  }
  if (![1, 3, CMYK_CHANNELS].includes(facts.channels)) {
    throw new FileError(file, `The JPEG has ${facts.channels} colour channels; save it as grey or RGB.`);
  }
  const { data } = decodeOrRefuse(file, "JPEG's", () =>
    decode(bytes, {
      useTArray: true,
      formatAsRGBA: false,
      tolerantDecoding: false,
      maxMemoryUsageInMB: MEMORY_LIMIT,
      // A file with four channels specifies their meaning itself; only three channels can be ambiguous.
      ...(facts.channels === 3 ? { colorTransform: colourDifferences } : {}),
    }),
  );
  const grey = facts.channels === 1;
  return { ...facts, channels: grey ? 1 : 3, samples: grey ? data.filter((_, at) => at % 3 === 0) : data };
}

/** Completes an abbreviated JPEG with tables stored elsewhere (TIFF technical note 2). */
export function withTables(tables: Uint8Array, bytes: Uint8Array): Uint8Array {
  if (tables.length < 2 * MARKER_BYTES) return bytes;
  const whole = new Uint8Array(tables.length + bytes.length - 2 * MARKER_BYTES);
  whole.set(tables.subarray(0, -MARKER_BYTES));
  whole.set(bytes.subarray(MARKER_BYTES), tables.length - MARKER_BYTES);
  return whole;
}

/** Reads a JPEG like `decodeJpeg`; the EXIF orientation is reported, not applied. Throws a FileError. */
export function readJpeg(file: string, bytes: Uint8Array): Raster {
  const { rows, columns, channels, samples, orientation } = decodeJpeg(file, bytes);
  return rasterOf({ rows, columns, channels, samples, orientation, lossy: true });
}
