import { describe, expect, it } from "vitest";
import { connectedParts } from "./connected-parts.ts";

const labels = { rows: 3, columns: 4, data: Int32Array.of(1, 0, 2, 2, 0, 1, 0, 2, 3, 3, 1, 0) };

describe("connectedParts", () => {
  it("with 4 neighbours, a diagonal step starts another component", () => {
    const parts = connectedParts(labels, 4).map(({ id, pixels }) => [id, [...pixels].sort((a, b) => a - b)]);
    expect(parts).toEqual([
      [1, [0]],
      [2, [2, 3, 7]],
      [1, [5]],
      [3, [8, 9]],
      [1, [10]],
    ]);
  });

  it("with 8 neighbours, diagonals connect, but different ids never do", () => {
    const parts = connectedParts(labels, 8).map(({ id, pixels }) => [id, [...pixels].sort((a, b) => a - b)]);
    expect(parts).toEqual([
      [1, [0, 5, 10]],
      [2, [2, 3, 7]],
      [3, [8, 9]],
    ]);
  });
});
