import { describe, expect, it } from "vitest";
import { LabelError, labelsFromColours, labelsFromSamples } from "./labels-from-samples.ts";

describe("labels from samples", () => {
  it("keeps ids within range", () => {
    const { labels, notes } = labelsFromSamples(Float64Array.of(0, 7, 2 ** 31 - 1, 7), 2, 2);
    expect(Array.from(labels.data)).toEqual([0, 7, 2 ** 31 - 1, 7]);
    expect(notes).toEqual([]);
  });

  it("renumbers cells if an id is out of range, with a note", () => {
    const { labels, notes } = labelsFromSamples(Float64Array.of(2 ** 31, 0, 5, 2 ** 40), 2, 2);
    expect(Array.from(labels.data)).toEqual([2, 0, 1, 3]);
    expect(notes[0]).toContain("from 1 to 3");
  });

  it.each([
    ["only ignored", Int8Array.of(0, -1, 0, -1), /only 0 and -1.*save it as 1/],
    ["negative", Int16Array.of(0, 0, -3, 0), /row 1, column 0 is -3/],
    ["fractional", Float32Array.of(0, 0.5, 0, 0), /row 0, column 1 is 0\.5/],
    ["not a number", Float32Array.of(0, 0, 0, Number.NaN), /row 1, column 1 is NaN/],
    ["infinite", Float32Array.of(Number.POSITIVE_INFINITY, 0, 0, 0), /Infinity/],
    ["beyond exact doubles", Float64Array.of(2 ** 60, 0, 0, 0), /2\^53/],
  ])("refuses %s values", (_, samples, reason) => {
    expect(() => labelsFromSamples(samples, 2, 2)).toThrow(LabelError);
    expect(() => labelsFromSamples(samples, 2, 2)).toThrow(reason);
  });

  it("reads -1 as ignored pixels, counts them, and keeps them when cells are renumbered", () => {
    const { labels, notes } = labelsFromSamples(Int16Array.of(-1, 7, 0, -1), 2, 2);
    expect(Array.from(labels.data)).toEqual([-1, 7, 0, -1]);
    expect(notes).toEqual(["2 px are marked as ignored (-1); they are not trained on."]);
    const large = labelsFromSamples(Float64Array.of(-1, 2 ** 40, 0, 5), 2, 2);
    expect(Array.from(large.labels.data)).toEqual([-1, 2, 0, 1]);
    expect(large.notes).toHaveLength(2);
  });

  it("reads each colour as a cell and black as background", () => {
    const { labels, notes } = labelsFromColours(Uint8Array.of(0, 0, 0, 9, 0, 0, 0, 9, 0, 9, 0, 0), 1, 4);
    expect(Array.from(labels.data)).toEqual([0, 1, 2, 1]);
    expect(notes[0]).toContain("2 colours");
  });

  it("reads grey values stored as colour as ids", () => {
    const { labels, notes } = labelsFromColours(Uint8Array.of(0, 0, 0, 9, 9, 9), 1, 2);
    expect(Array.from(labels.data)).toEqual([0, 9]);
    expect(notes).toEqual([]);
  });
});
