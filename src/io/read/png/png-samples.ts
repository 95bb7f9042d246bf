import { inflateExactly } from "../bytes/inflate.ts";
import type { PngParts } from "./png-chunks.ts";
import { passesOf } from "./png-passes.ts";
import { unfilteredRows } from "./png-rows.ts";

/** The facts about the samples of a PNG or of one of its passes. */
type SampleFacts = Pick<PngParts, "rows" | "columns" | "depth" | "colour">;

function rowBytesOf({ columns, depth, colour }: Omit<SampleFacts, "rows">): number {
  return Math.ceil((columns * depth * colour.channels) / 8);
}

/** Samples of 1, 2 or 4 bits, whose rows begin on a byte, as one byte per sample. */
function unpacked(packed: Uint8Array, { rows, columns, depth }: SampleFacts): Uint8Array {
  const out = new Uint8Array(rows * columns);
  const perByte = 8 / depth;
  const rowBytes = Math.ceil(columns / perByte);
  const mask = 2 ** depth - 1;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const byte = packed[row * rowBytes + Math.floor(column / perByte)];
      const shift = 8 - depth * ((column % perByte) + 1);
      out[row * columns + column] = (byte >> shift) & mask;
    }
  }
  return out;
}

function fromBigEndian(bytes: Uint8Array): Uint16Array {
  const out = new Uint16Array(bytes.length / 2);
  for (let at = 0; at < out.length; at++) out[at] = (bytes[2 * at] << 8) | bytes[2 * at + 1];
  return out;
}

function samplesOfRows(file: string, inflated: Uint8Array, facts: SampleFacts): Uint8Array | Uint16Array {
  const { rows, depth, colour } = facts;
  const pixelBytes = Math.max(1, (depth * colour.channels) / 8);
  const bytes = unfilteredRows(file, inflated, { rows, rowBytes: rowBytesOf(facts), pixelBytes });
  if (depth === 16) return fromBigEndian(bytes);
  return depth === 8 ? bytes : unpacked(bytes, facts);
}

function samplesOfPasses(file: string, inflated: Uint8Array, parts: PngParts): Uint8Array | Uint16Array {
  const { rows, columns, depth, colour } = parts;
  const { channels } = colour;
  const out =
    depth === 16 ? new Uint16Array(rows * columns * channels) : new Uint8Array(rows * columns * channels);
  let at = 0;
  for (const pass of passesOf(rows, columns)) {
    const facts = { rows: pass.rows, columns: pass.columns, depth, colour };
    const samples = samplesOfRows(file, inflated.subarray(at), facts);
    at += pass.rows * (1 + rowBytesOf(facts));
    let from = 0;
    for (let row = 0; row < pass.rows; row++) {
      for (let column = 0; column < pass.columns; column++) {
        const to = channels * pass.pixelAt(row, column);
        for (let channel = 0; channel < channels; channel++) out[to + channel] = samples[from++];
      }
    }
  }
  return out;
}

/**
 * The samples of a PNG as stored, `[row, column, channel]`; those of 1 to 4 bits one byte each. Its data are
 * inflated once, into as many bytes as its header declares. Throws a FileError if they are damaged or yield
 * fewer or more bytes, or a row has an unknown filter.
 */
export function pngSamples(file: string, parts: PngParts): Uint8Array | Uint16Array {
  const { rows, columns, depth, colour, interlaced, data } = parts;
  const passes = interlaced ? passesOf(rows, columns) : [{ rows, columns }];
  const bytes = passes.reduce(
    (sum, pass) => sum + pass.rows * (1 + rowBytesOf({ columns: pass.columns, depth, colour })),
    0,
  );
  const inflated = inflateExactly(file, data, bytes);
  return interlaced ? samplesOfPasses(file, inflated, parts) : samplesOfRows(file, inflated, parts);
}
