import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NEUTRAL_CONTRAST } from "../../state/image-contrast.ts";
import { entryOf } from "./appearance.ts";
import { applyContrast, contrastRange } from "./apply-contrast.ts";

const GREY = { map: "grey", range: [10, 20] } as const;
const IMAGE = Float32Array.from({ length: 101 }, (_, value) => value);

describe("brightness, contrast and gamma", () => {
  test("neutral values change nothing", () => {
    expect(applyContrast(IMAGE, GREY, NEUTRAL_CONTRAST)).toEqual({ ...GREY, range: [10, 20], gamma: 1 });
  });

  test("contrast keeps the middle, and brightness shifts what is drawn", () => {
    expect(contrastRange([0, 1], { brightness: 0, contrast: 100 })).toEqual([0.4, 0.6]);
    expect(contrastRange([0, 1], { brightness: 100, contrast: 0 })).toEqual([-1, 0]);
    expect(contrastRange([0, 1], { brightness: -50, contrast: 0 })).toEqual([0.5, 1.5]);
  });

  test("auto draws percentiles 1 and 99 black and white", () => {
    expect(applyContrast(IMAGE, GREY, { ...NEUTRAL_CONTRAST, auto: true }).range).toEqual([1, 99]);
    expect(applyContrast(Uint8Array.of(7, 7), GREY, { ...NEUTRAL_CONTRAST, auto: true }).range).toEqual([
      7, 8,
    ]);
  });

  test("a brighter value is never drawn darker, and more brightness never darkens", () => {
    const settings = fc.record({
      auto: fc.constant(false),
      brightness: fc.integer({ min: -100, max: 100 }),
      contrast: fc.integer({ min: -100, max: 100 }),
      gamma: fc.double({ min: 0.2, max: 3, noNaN: true }),
    });
    const value = fc.double({ min: 0, max: 30, noNaN: true });
    fc.assert(
      fc.property(settings, value, value, (contrast, a, b) => {
        const { range, gamma } = applyContrast(IMAGE, GREY, contrast);
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        expect(entryOf(low, range, gamma)).toBeLessThanOrEqual(entryOf(high, range, gamma));
        const brighter = { ...contrast, brightness: contrast.brightness + 10 };
        const more = applyContrast(IMAGE, GREY, brighter);
        expect(entryOf(a, more.range, gamma)).toBeGreaterThanOrEqual(entryOf(a, range, gamma));
      }),
    );
  });
});
