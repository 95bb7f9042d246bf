import { cellsOfPlanes } from "../../../core/dataset/labels/cells-of-planes.ts";
import type { CellMask } from "../../../core/dataset/labels/labels-from-cells.ts";
import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import type { Size } from "../../../core/raster/plane.ts";
import { sniff } from "../bytes/sniff.ts";
import { arraySlice } from "../numpy/array-slice.ts";
import { rasterOfArray } from "../numpy/npy.ts";
import { type ArrayLayout, objectsIn, readNpyHeader } from "../numpy/npy-header.ts";
import { FEW_CHANNELS } from "../numpy/npy-shape.ts";
import { placesOf } from "../raster/places-of.ts";
import type { Raster } from "../raster/raster.ts";
import { readTiffPlanes } from "../tiff/tiff.ts";
import { readTiffStack } from "../tiff/tiff-stack.ts";

/** Interpretation of a stack of labels for an image with one plane. */
export type StackedLabels =
  | { readonly kind: "cells"; readonly cells: readonly CellMask[]; readonly note: string }
  | { readonly kind: "plane"; readonly raster: Raster };

/**
 * Interprets a three-dimensional array as planes of this size along its first or last dimension, `[plane,
 * ...]`.
 */
function alongPlanes(layout: ArrayLayout, { rows, columns }: Size): ArrayLayout | null {
  const [first, second, last] = layout.shape;
  if (layout.shape.length !== 3) return null;
  // Smaller dimensions are channels.
  if (first > FEW_CHANNELS && second === rows && last === columns) return layout;
  if (last <= FEW_CHANNELS || first !== rows || second !== columns) return null;
  // In the opposite memory order, the last dimension is the first.
  return { ...layout, shape: [last, second, first], fortran: !layout.fortran };
}

function* arrayPlanes(file: string, bytes: Uint8Array, size: Size): Generator<Raster, void, undefined> {
  if (objectsIn(file, bytes) !== null) return;
  const header = readNpyHeader(file, bytes);
  const along = alongPlanes(header, size);
  if (!along) return;
  const whole = { layout: along, data: bytes.subarray(header.dataAt) };
  for (let index = 0; index < along.shape[0]; index++) {
    const { data } = arraySlice(file, whole, index);
    yield rasterOfArray(file, { ...header, shape: [size.rows, size.columns] }, data);
  }
}

function planesOf(file: string, bytes: Uint8Array, size: Size): Iterable<Raster> {
  const kind = sniff(bytes);
  if (kind === "tiff")
    return placesOf(readTiffStack(file, bytes).planes) > 1 ? readTiffPlanes(file, bytes) : [];
  return kind === "npy" ? arrayPlanes(file, bytes, size) : [];
}

/**
 * Labels that are a stack of slices or time points although their image is one plane of this size: a TIFF
 * with several pages, or an NPY array with at least five slices, slices x rows x columns or rows x columns x
 * slices. Either each plane is the mask of one cell, or a single plane has cells. Null if the labels are not
 * such a stack, and for an array whose planes are ambiguous, since they may be channels. Throws a FileError
 * if it is unclear which page of a TIFF belongs to the image.
 */
export function stackedLabels(file: string, bytes: Uint8Array, size: Size): StackedLabels | null {
  let planes = 0;
  let other = false;
  function* samples() {
    for (const raster of planesOf(file, bytes, size)) {
      planes += 1;
      other ||= raster.rows !== size.rows || raster.columns !== size.columns || raster.channels !== 1;
      if (other) return;
      yield raster.samples;
    }
  }
  const found = cellsOfPlanes(samples());
  if (planes < 2 || other) return null;
  if (found.kind === "one cell per plane") {
    const note = `The labels are a stack of ${planes} slices beside an image of one plane; each slice was read as the mask of one cell.`;
    return { kind: "cells", cells: found.cells, note };
  }
  if (found.kind === "one plane") {
    const note = `Of ${planes} slices, only number ${found.plane + 1} holds cells; it is used.`;
    let index = 0;
    for (const raster of planesOf(file, bytes, size)) {
      if (index === found.plane) return { kind: "plane", raster: { ...raster, notes: [note] } };
      index += 1;
    }
  }
  if (sniff(bytes) === "npy") return null;
  throw new FileError(
    file,
    "The labels are a stack of several slices, but their image is one plane, so it is not known which slice belongs to it. Save the labels of that plane by themselves, or choose a slice (under Data, Stacks, or with --slice).",
  );
}
