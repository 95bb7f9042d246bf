import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import type { SpareSource, Truth } from "../../../core/dataset/pairing/found-pair.ts";
import { namesApart } from "../../../core/dataset/pairing/label-rank.ts";
import { describeFrame } from "../../../core/dataset/pairing/pair-cell-tracking.ts";
import type { PlannedImage } from "../../../core/dataset/pairing/pairing.ts";
import { decodeRaster, type Sources } from "../images/decode-raster.ts";
import { decodeLabels } from "./decode-cells.ts";

/** Maximum number of spare label sources that are examined per image. */
export const MAX_SPARES = 4;

function pathOf(truth: Truth): string | null {
  return truth.kind === "masks" || truth.kind === "none" ? null : truth.path;
}

/** Names of two label sources, with folders if their file names are equal. */
function describeSources(taken: Truth, other: Truth): readonly [string, string] {
  const paths = [pathOf(taken), pathOf(other)];
  const names = namesApart(paths.filter((path) => path !== null));
  const [first = "its labels", second = "its labels"] = paths.map((path) =>
    path === null ? undefined : names[path === paths[0] ? 0 : names.length - 1],
  );
  return [first, second];
}

async function countIds(path: string, sources: Sources, signal: AbortSignal): Promise<number> {
  const { samples } = await decodeRaster(path, sources, signal);
  const ids = new Set<number>();
  for (const value of samples) if (value !== 0) ids.add(value);
  return ids.size;
}

/** Number of cells in a label source; null if it cannot be read. */
async function countCells(
  { kind, truth }: SpareSource,
  sources: Sources,
  signal: AbortSignal,
): Promise<number | null> {
  if (truth.kind === "table") return sources.tables.get(truth.path)?.images.get(truth.id)?.count ?? null;
  if (truth.kind === "masks") return truth.paths.length;
  if (truth.kind === "none") return null;
  try {
    // Markers may be single pixels, which would fail the check for cells.
    if (kind === "markers") return await countIds(truth.path, sources, signal);
    return (await decodeLabels(truth.path, sources, signal)).cells;
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return null;
  }
}

/**
 * Uses silver truth instead of gold truth if it has more cells, and adds a note: gold truth may be
 * incomplete.
 */
export async function fullerPlan(
  plan: PlannedImage,
  sources: Sources,
  signal: AbortSignal,
): Promise<PlannedImage> {
  const { image, truth, spare = [] } = plan;
  const silver = spare.slice(0, MAX_SPARES).find(({ kind }) => kind === "silver");
  if (!silver || truth.kind !== "labels" || silver.truth.kind !== "labels") return plan;
  const own = await countCells({ kind: "other", truth }, sources, signal);
  const other = await countCells(silver, sources, signal);
  if (other === null || (own !== null && own >= other)) return plan;
  const holds = own === null ? "cannot be used" : `holds ${own} of them`;
  const [taken, left] = [silver.truth.path, truth.path].map((path) => path.split("/").slice(-3).join("/"));
  const note = `The silver truth, ${taken}, was taken with ${other} cells: the gold truth, ${left}, ${holds}.`;
  const source = describeFrame(image, silver.truth.path);
  return { ...plan, truth: silver.truth, source, notes: [...(plan.notes ?? []), note] };
}

function noteOf({ kind, truth }: SpareSource, used: Truth, cells: number, count: number): string {
  const [taken, other] = describeSources(used, truth);
  const shows = kind === "markers" ? "the tracking markers show" : `${other} holds`;
  const missing = count - cells === 1 ? "the other one" : `the other ${count - cells}`;
  return `${taken} holds ${cells} ${cells === 1 ? "cell" : "cells"}, but ${shows} ${count}: ${missing} would be trained as background.`;
}

/**
 * A note for each other source that has more cells than the labels in use, which are therefore incomplete.
 * Only the first few sources are examined.
 *
 * @param cells number of cells in use
 */
export async function notesOfSpares(
  { truth, spare = [] }: PlannedImage,
  cells: number,
  sources: Sources,
  signal: AbortSignal,
): Promise<string[]> {
  const notes: string[] = [];
  for (const source of spare.slice(0, MAX_SPARES)) {
    const count = await countCells(source, sources, signal);
    if (count !== null && count > cells) notes.push(noteOf(source, truth, cells, count));
  }
  return notes;
}
