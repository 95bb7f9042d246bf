import { expect, it } from "vitest";
import { upright } from "./orient.ts";

/** The letter F, with 1 as upright, after the drawing of the eight orientations in the EXIF standard. */
const DRAWINGS: Record<number, string> = {
  1: "111 100 110 100",
  2: "111 001 011 001",
  3: "001 011 001 111",
  4: "100 110 100 111",
  5: "1111 1010 1000",
  6: "1000 1010 1111",
  7: "0001 0101 1111",
  8: "1111 0101 0001",
};

it.each(Object.entries(DRAWINGS))("turns an F of orientation %s upright", (orientation, drawing) => {
  const lines = drawing.split(" ");
  const data = Uint8Array.from(lines.join(""), Number);
  const stored = { rows: lines.length, columns: lines[0].length, channels: 1, data };
  const pixels = upright(stored, Number(orientation));
  expect(pixels).toMatchObject({ rows: 4, columns: 3 });
  expect(Array.from(pixels.data).join("")).toBe("111100110100");
});
