import type { StackPlanes } from "../raster/stack-planes.ts";

function sizeIn(lines: ReadonlyMap<string, string>, name: string): number {
  const value = Number(lines.get(name) ?? 1);
  return Number.isSafeInteger(value) && value > 0 ? value : 1;
}

/** The fields of the description that ImageJ writes into a TIFF, by name; null for other descriptions. */
export function imageJFields(description: string): ReadonlyMap<string, string> | null {
  if (!description.startsWith("ImageJ=")) return null;
  return new Map(
    description.split("\n").map((line): [string, string] => {
      const equals = line.indexOf("=");
      return [line.slice(0, equals), line.slice(equals + 1)];
    }),
  );
}

/**
 * Parses the description that ImageJ writes into a TIFF. The order is channels, then slices, then time
 * points. Null for other descriptions.
 */
export function imageJPlanes(description: string): StackPlanes | null {
  const lines = imageJFields(description);
  if (!lines) return null;
  const count = sizeIn(lines, "images");
  const channels = sizeIn(lines, "channels");
  const frames = sizeIn(lines, "frames");
  const declared = sizeIn(lines, "slices");
  const fits = channels * declared * frames === count;
  const slices = fits ? declared : count;
  return {
    count,
    place: (index) =>
      fits
        ? {
            channel: index % channels,
            slice: Math.floor(index / channels) % slices,
            time: Math.floor(index / (channels * slices)),
          }
        : { channel: 0, slice: index, time: 0 },
  };
}
