import { describe, expect, it } from "vitest";
import { choicesFor, parseTunings, type Tuning, withTuning } from "./tunings.ts";

const tuning: Tuning = {
  version: 1,
  adapter: "a GPU; a browser",
  network: "semantic",
  choices: {
    one: { kind: "direct", pixels: 8, vectors: 2 },
    two: { kind: "shared", pixels: 4, vectors: 1 },
    three: { kind: "splitK", pixels: 4, vectors: 1, parts: 8 },
    four: { kind: "weights", inVectors: 2, outVectors: 1, pixels: 2, threads: 8192 },
  },
};

const stored = (...entries: unknown[]): unknown => JSON.parse(JSON.stringify(entries));

describe("stored tunings", () => {
  it("are restored unchanged", () => {
    const other = { ...tuning, network: "direction" };
    expect(parseTunings(stored(tuning, other))).toEqual([tuning, other]);
    expect(choicesFor(parseTunings(stored(other, tuning)), tuning.adapter, "semantic")).toEqual(
      tuning.choices,
    );
  });

  it.each([
    { ...tuning, version: 2 },
    { ...tuning, adapter: 7 },
    { version: 1, adapter: "a", network: "b" },
    { ...tuning, more: 1 },
    { ...tuning, choices: { one: { kind: "direct", pixels: 0, vectors: 1 } } },
    { ...tuning, choices: { one: { kind: "direct", pixels: 1.5, vectors: 1 } } },
    { ...tuning, choices: { one: { kind: "direct", pixels: 1e9, vectors: 1 } } },
    { ...tuning, choices: { one: { kind: "splitK", pixels: 4, vectors: 1 } } },
    { ...tuning, choices: { one: { kind: "by magic", pixels: 4, vectors: 1 } } },
    { ...tuning, choices: { one: null } },
    "text",
    null,
  ])("are skipped when damaged or unknown, case %#", (damaged) => {
    expect(parseTunings(stored(damaged, tuning))).toEqual([tuning]);
  });

  it.each([null, "text", { tunings: [] }, 7])("are empty when there is no list, case %#", (value) => {
    expect(parseTunings(value)).toEqual([]);
  });

  it("belong to one adapter and one network", () => {
    expect(choicesFor([tuning], "another GPU", tuning.network)).toBeNull();
    expect(choicesFor([tuning], tuning.adapter, "direction")).toBeNull();
  });

  it("are replaced by newer ones, and the oldest are removed at the limit", () => {
    const newer = { ...tuning, choices: { one: tuning.choices.two } };
    expect(withTuning([tuning], newer)).toEqual([newer]);
    expect(withTuning([tuning], { ...tuning, choices: {} })).toEqual([]);
    let all: Tuning[] = [];
    for (let number = 0; number < 60; number++) all = withTuning(all, { ...tuning, network: `${number}` });
    expect(all.map(({ network }) => network)).toEqual(
      Array.from({ length: 50 }, (_, index) => `${index + 10}`),
    );
  });
});
