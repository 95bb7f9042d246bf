import { describe, expect, it } from "vitest";
import { directionEntry, entryOf, labelEntry, SIGNED_UNIT } from "./appearance.ts";
import { BACKGROUND, type ColourMapName, colourTable, NO_DIRECTION, TABLE_ENTRIES } from "./colour-maps.ts";
import { type Colour, oklab } from "./oklch.ts";

function coloursOf(map: ColourMapName): Colour[] {
  const table = colourTable(map);
  return Array.from({ length: TABLE_ENTRIES }, (_, index) => {
    const [red, green, blue] = table.subarray(4 * index, 4 * index + 3);
    return [red, green, blue];
  });
}

function difference(a: Colour, b: Colour): number {
  const [from, to] = [oklab(a), oklab(b)];
  return Math.hypot(from[0] - to[0], from[1] - to[1], from[2] - to[2]);
}

/** Minimum distance in OKLab of colours that can be distinguished in small areas. */
const DISTINCT = 0.08;

describe("colour tables", () => {
  it.each(["grey", "diverging", "sequential", "angleError", "levels", "labels", "direction"] as const)(
    "%s has 256 opaque entries",
    (map) => {
      const table = colourTable(map);
      expect(table).toHaveLength(4 * TABLE_ENTRIES);
      expect(table.filter((_, place) => place % 4 === 3).every((alpha) => alpha === 255)).toBe(true);
    },
  );

  it.each(["grey", "sequential", "angleError"] as const)("%s is monotonic in lightness", (map) => {
    const lightness = coloursOf(map).map((colour) => oklab(colour)[0]);
    for (let index = 1; index < lightness.length; index++) {
      // Rounding to 8 bits may repeat a lightness, but never reverse it by more than one grey level.
      expect(lightness[index]).toBeGreaterThan(lightness[index - 1] - 0.001);
    }
    expect(lightness[255] - lightness[0]).toBeGreaterThan(0.6);
    for (let index = 16; index < lightness.length; index += 16) {
      expect(lightness[index]).toBeGreaterThan(lightness[index - 16] + 0.015);
    }
  });

  it("diverging: zero is neutral, red positive, blue negative, with symmetric lightness", () => {
    const colours = coloursOf("diverging");
    const [red, green, blue] = colours[entryOf(0, SIGNED_UNIT)];
    expect(red === green && green === blue).toBe(true);
    expect(colours[127]).toEqual(colours[128]);
    const [low, high] = [colours[entryOf(-1, SIGNED_UNIT)], colours[entryOf(1, SIGNED_UNIT)]];
    expect(high[0]).toBeGreaterThan(high[2] + 100);
    expect(low[2]).toBeGreaterThan(low[0] + 100);
    for (let away = 0; away < 128; away++) {
      const difference = oklab(colours[127 - away])[0] - oklab(colours[128 + away])[0];
      expect(Math.abs(difference)).toBeLessThan(0.03);
    }
  });

  it("the background differs from zero and from the low end of a ramp", () => {
    expect(difference(BACKGROUND, coloursOf("diverging")[128])).toBeGreaterThan(0.5);
    for (const map of ["sequential", "angleError", "levels"] as const) {
      expect(difference(BACKGROUND, coloursOf(map)[0])).toBeGreaterThan(DISTINCT);
    }
    expect(difference(BACKGROUND, NO_DIRECTION)).toBeGreaterThan(0.3);
  });

  it("levels have 16 flat steps, one per level", () => {
    const colours = coloursOf("levels");
    const shown = Array.from({ length: 16 }, (_, level) => colours[entryOf(level, [0, 15])]);
    expect(new Set(colours.map(String)).size).toBe(16);
    expect(new Set(shown.map(String)).size).toBe(16);
    for (let level = 1; level < 16; level++) {
      expect(oklab(shown[level])[0]).toBeGreaterThan(oklab(shown[level - 1])[0]);
    }
  });

  it("labels: similar ids differ in colour, and none resembles the background", () => {
    const colours = coloursOf("labels");
    for (let id = 1; id <= 250; id++) {
      for (let next = 1; next <= 4; next++) {
        expect(difference(colours[id], colours[id + next])).toBeGreaterThan(DISTINCT);
      }
      expect(difference(colours[id], BACKGROUND)).toBeGreaterThan(0.3);
    }
  });

  it("direction: the ends meet, and all steps around the circle are similarly small", () => {
    const colours = coloursOf("direction");
    const steps = colours.map((colour, index) => difference(colour, colours[(index + 1) % TABLE_ENTRIES]));
    expect(Math.max(...steps)).toBeLessThan(0.02);
    expect(steps[255]).toBeLessThan(0.01);
    const lightness = colours.map((colour) => oklab(colour)[0]);
    expect(Math.max(...lightness) - Math.min(...lightness)).toBeLessThan(0.02);
  });
});

describe("table entries", () => {
  it("spread a range evenly, clip beyond it, and allow an empty range", () => {
    expect([-2, -1, 0, 0.999, 1, 9].map((value) => entryOf(value, SIGNED_UNIT))).toEqual([
      0, 0, 128, 255, 255, 255,
    ]);
    expect(entryOf(3, [3, 3])).toBe(0);
  });

  it("cycle ids through 255 colours and keep 0 for background", () => {
    expect([0, -1, 1, 255, 256, 2 ** 31 - 1].map(labelEntry)).toEqual([0, 0, 1, 255, 1, 127]);
  });

  it("measure directions from the column axis towards the row axis, without a seam", () => {
    expect(directionEntry(0, 1)).toBe(0);
    expect(directionEntry(1, 0)).toBe(64);
    expect(directionEntry(0, -1)).toBe(128);
    expect(directionEntry(-1, 0)).toBe(192);
    expect(directionEntry(-1e-9, 1)).toBe(0);
  });
});
