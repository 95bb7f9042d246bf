import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { meanStaleAngle } from "./mean-stale-angle.ts";
import { rotatedSample } from "./rotated-sample.ts";
import { drawSource } from "./testing/draw-source.ts";

const SOURCE = drawSource(160, 190, 24, 4);
const START = { row: 50, column: 60 };

const rotated = (degrees: number, crop = 64) =>
  rotatedSample(SOURCE.whole, { crop, start: START, degrees, border: "open", padding: "reflect" });

async function meanAngle(degrees: number): Promise<number> {
  const { sample, stale } = await rotated(degrees);
  return meanStaleAngle(sample, stale) ?? Number.NaN;
}

describe("the mean angle between stale and recomputed vectors", () => {
  test.each([
    [0, 0],
    [90, 90],
    [180, 180],
    [270, 90],
    [360, 0],
  ])("of a rotation by %s degrees is exactly %s", async (degrees, expected) => {
    expect(await meanAngle(degrees)).toBeCloseTo(expected, 3);
  });

  test.each([
    [37, 37],
    [118, 118],
    [217, 143],
    [323, 37],
  ])(
    "of a rotation by %s degrees is %s, but for the jagged edges of rotated cells",
    async (degrees, expected) => {
      expect(Math.abs((await meanAngle(degrees)) - expected)).toBeLessThan(2.5);
    },
  );

  test("is unknown without a valid pixel", () => {
    const none = new Float32Array(4);
    expect(meanStaleAngle({ valid: none }, { valid: none, angle: none })).toBeNull();
  });
});

describe("a rotated crop", () => {
  test("by 90 degrees is the rotated image, counter-clockwise on the screen", async () => {
    const [{ sample: before }, { sample: after }] = [await rotated(0), await rotated(90)];
    const last = 63;
    const differing = Array.from({ length: 64 * 64 }, (_, from) => {
      // The right-hand side becomes the top.
      const to = (last - (from % 64)) * 64 + Math.floor(from / 64);
      return after.image[to] === before.image[from] && after.labels[to] === before.labels[from] ? [] : [from];
    });
    expect(differing.flat()).toEqual([]);
  });

  test("unrotated is a window of the image, with the targets of the whole image", async () => {
    const whole = await rotatedSample(SOURCE.whole, {
      crop: 190,
      start: { row: -15, column: 0 },
      degrees: 0,
      border: "open",
      padding: "reflect",
    });
    const { sample, stale, frame } = await rotated(0);
    const differing = Array.from(sample.labels, (_, pixel) => {
      const at = (Math.floor(pixel / 64) + 65) * 190 + (pixel % 64) + 60;
      const isSame =
        sample.distance[pixel] === whole.sample.distance[at] &&
        sample.unitVectors[2 * pixel] === whole.sample.unitVectors[2 * at];
      return isSame ? [] : [pixel];
    });
    expect(differing.flat()).toEqual([]);
    expect(stale.unitVectors).toEqual(sample.unitVectors);
    expect(frame).toEqual([
      [50, 60],
      [50, 124],
      [114, 124],
      [114, 60],
    ]);
  });

  test("has a frame of its own size, rotated about its centre, at any angle", async () => {
    await fc.assert(
      fc.asyncProperty(fc.double({ min: 0, max: 360, noNaN: true }), async (degrees) => {
        const { frame } = await rotatedSample(SOURCE.whole, {
          crop: 16,
          start: START,
          degrees,
          border: "open",
          padding: "zero",
        });
        for (let corner = 0; corner < 4; corner++) {
          const [a, b] = [frame[corner], frame[(corner + 1) % 4]];
          expect(Math.hypot(a[0] - b[0], a[1] - b[1])).toBeCloseTo(16, 6);
        }
        const centre = [0, 1].map((axis) => frame.reduce((sum, corner) => sum + corner[axis] / 4, 0));
        expect(centre[0]).toBeCloseTo(58, 6);
        expect(centre[1]).toBeCloseTo(68, 6);
      }),
      { numRuns: 20 },
    );
  });
});
