import { describe, expect, it } from "vitest";
import type { NumberArray } from "../../nets/weights.ts";
import type { NamedArrays } from "../executor.ts";
import { predictInTiles, spansOf } from "./predict-in-tiles.ts";

describe("tiles along an axis", () => {
  it.each([
    { length: 64, side: 64, margin: 16 },
    { length: 65, side: 64, margin: 16 },
    { length: 160, side: 64, margin: 16 },
    { length: 161, side: 64, margin: 16 },
    { length: 1000, side: 80, margin: 32 },
    { length: 33, side: 32, margin: 0 },
  ])("cover it exactly once, within their margins: %$", ({ length, side, margin }) => {
    const spans = spansOf(length, { side, margin });
    let covered = 0;
    for (const { start, end, usedStart, usedEnd } of spans) {
      expect(usedStart).toBe(covered);
      expect(usedStart - start).toBeGreaterThanOrEqual(start === 0 ? 0 : margin);
      expect(end - usedEnd).toBeGreaterThanOrEqual(end === length ? 0 : margin);
      expect(end - start).toBeLessThanOrEqual(side);
      covered = usedEnd;
    }
    expect(covered).toBe(length);
  });
});

/** A 5 x 5 px blur with zero padding: a receptive radius of two px. */
async function blur({ image: { shape, data } }: NamedArrays): Promise<NumberArray> {
  const [batch, rows, columns, channels] = shape;
  const blurred = data.map((_, at) => {
    const [channel, column] = [at % channels, Math.floor(at / channels) % columns];
    const [row, pixels] = [
      Math.floor(at / channels / columns) % rows,
      Math.floor(at / channels / columns / rows),
    ];
    let sum = 0;
    for (let y = Math.max(0, row - 2); y <= Math.min(rows - 1, row + 2); y++) {
      for (let x = Math.max(0, column - 2); x <= Math.min(columns - 1, column + 2); x++) {
        sum += data[((pixels * rows + y) * columns + x) * channels + channel];
      }
    }
    return sum;
  });
  return { shape: [batch, rows, columns, channels], data: blurred };
}

describe("a tiled prediction", () => {
  const shape = [2, 37, 53, 3];
  const data = Float32Array.from({ length: 2 * 37 * 53 * 3 }, (_, at) => (at * 7919) % 101);
  const inputs = { image: { shape, data } };

  it("equals that of the whole image if the margins are wide enough", async () => {
    const whole = await blur(inputs);
    expect(await predictInTiles(blur, inputs, { side: 16, margin: 2 })).toEqual(whole);
    expect(await predictInTiles(blur, inputs, { side: 64, margin: 2 })).toEqual(whole);
  });

  it("differs if the margins are too narrow", async () => {
    expect(await predictInTiles(blur, inputs, { side: 16, margin: 1 })).not.toEqual(await blur(inputs));
  });
});
