import { expect, it } from "vitest";
import type { FoundCells } from "../workers/cells.protocol.ts";
import { NOTHING_FOUND, useCellsStore } from "./cells.ts";
import { forgetRemoved } from "./forget-cells.ts";
import { showCells, shownCells } from "./shown-cells.ts";

const found = (imageId: string) => ({ imageId, foundCells: 3, score: null });

it("discards results and shown cells of removed images only", () => {
  const images = [found("a"), found("b")];
  useCellsStore.setState({ images, message: "Found 6 cells in 2 images." });
  showCells({ key: { imageId: "a", gate: "predicted" } } as FoundCells);

  forgetRemoved(new Set(["a", "b", "c"]));
  expect(useCellsStore.getState().images).toBe(images);
  expect(shownCells()).not.toBeNull();

  forgetRemoved(new Set(["a", "c"]));
  expect(useCellsStore.getState()).toMatchObject({ ...NOTHING_FOUND, message: "" });
  expect(shownCells()).not.toBeNull();

  forgetRemoved(new Set());
  expect(shownCells()).toBeNull();
});
