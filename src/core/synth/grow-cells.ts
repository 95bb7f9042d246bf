import type { Random } from "../augment/random.ts";
import type { CellShape } from "./cell-shape.ts";
import type { Place } from "./draw-shape.ts";
import { type Arrangement, layOutCells } from "./lay-out-cells.ts";
import { type PaintedCells, paintLabels } from "./paint-labels.ts";

/** Growth of cells: range of their number, arrangement, and shape of a single cell. */
export interface Growth {
  readonly cells: readonly [number, number];
  readonly arrangement: Omit<Arrangement, "cells">;
  readonly draw: (random: Random, place: Place) => CellShape;
}

/** Lays out and paints the cells of an image of `side` x `side` px; cells below `smallest` px are omitted. */
export function growCells(side: number, growth: Growth, smallest: number, random: Random): PaintedCells {
  const arrangement = { ...growth.arrangement, cells: Math.round(random.uniform(...growth.cells)) };
  const shapes = layOutCells(side, side, arrangement, (place) => growth.draw(random, place), random);
  return paintLabels(side, side, shapes, smallest, random);
}
