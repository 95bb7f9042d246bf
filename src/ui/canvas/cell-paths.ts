import type { Labels } from "../../core/raster/plane.ts";
import { type Loop, traceCells } from "../../core/raster/trace-cells.ts";

function addLoop(path: Path2D, loop: Loop): void {
  path.moveTo(loop[0], loop[1]);
  for (let place = 2; place < loop.length; place += 2) path.lineTo(loop[place], loop[place + 1]);
  path.closePath();
}

/** Outlines of cells, in image px. */
export interface CellPaths {
  /** Outlines of all cells. */
  readonly all: Path2D;
  /** Outline of one cell; undefined if there is no such cell. */
  of(id: number): Path2D | undefined;
}

/** The outlines of a label image as paths. */
export function cellPaths(labels: Labels): CellPaths {
  const loops = traceCells(labels);
  const all = new Path2D();
  for (const own of loops.values()) for (const loop of own) addLoop(all, loop);
  return {
    all,
    of: (id) => {
      const own = loops.get(id);
      if (!own) return undefined;
      const path = new Path2D();
      for (const loop of own) addLoop(path, loop);
      return path;
    },
  };
}
