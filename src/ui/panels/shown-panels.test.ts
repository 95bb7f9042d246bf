import { describe, expect, test } from "vitest";
import { LAYER_IDS, type LayerId } from "../../state/field-layers.ts";
import { comingLayers } from "./coming-layers.ts";
import { type ShownLayers, shownPanels } from "./shown-panels.ts";

const BASES = {
  1: ["image"],
  2: ["image", "direction"],
  4: ["image", "uvec0", "uvec1", "direction"],
} as const;

const TARGETS = LAYER_IDS.filter((id) => !/^(input|stale|predicted|angleError)/.test(id));

function shown(there: readonly LayerId[], more: Partial<ShownLayers> = {}): ShownLayers {
  return { there: new Set(there), coming: new Set(), labelled: true, staleShown: false, ...more };
}

const textOf = (panels: ReturnType<typeof shownPanels>) => panels.map(({ id, state }) => `${id} ${state}`);

describe("panels of the field view", () => {
  test("show the chosen layers, each in its place", () => {
    expect(shownPanels("2", BASES, shown(TARGETS))).toEqual([
      { key: "place 0", place: 0, id: "image", state: "shown" },
      { key: "place 1", place: 1, id: "direction", state: "shown" },
    ]);
    const bases = { ...BASES, 2: ["predictedMask", "staleUvec0"] as const };
    expect(textOf(shownPanels("2", bases, shown(TARGETS)))).toEqual([
      "predictedMask missing",
      "staleUvec0 missing",
    ]);
    const coming = new Set<LayerId>(["predictedMask"]);
    expect(textOf(shownPanels("2", bases, shown(TARGETS, { coming })))).toEqual([
      "predictedMask coming",
      "staleUvec0 missing",
    ]);
  });

  test("without ground truth show predictions in place of targets, or the image alone", () => {
    const alone = shown(["image"], { labelled: false });
    expect(textOf(shownPanels("4", BASES, alone))).toEqual(["image shown"]);
    expect(textOf(shownPanels("1", { ...BASES, 1: ["weight"] }, alone))).toEqual(["image shown"]);
    const mask = shown(["image", "predictedMask"], { labelled: false });
    expect(textOf(shownPanels("4", BASES, mask))).toEqual(["image shown", "predictedMask shown"]);
    const coming = new Set<LayerId>(["predictedUvec0", "predictedUvec1"]);
    const trained = shown(["image", "predictedUvec0"], { labelled: false, coming });
    expect(shownPanels("4", BASES, trained).map(({ place, id, state }) => `${place} ${id} ${state}`)).toEqual(
      ["0 image shown", "1 predictedUvec0 shown", "2 predictedUvec1 coming"],
    );
  });

  test("can show every layer, the stale ones on request", () => {
    const there = [...TARGETS, "staleUvec0" as const];
    const coming = new Set<LayerId>(["predictedMask"]);
    expect(shownPanels("all", BASES, shown(there, { coming })).map(({ id }) => id)).toEqual([
      ...TARGETS,
      "predictedMask",
    ]);
    const panels = shownPanels("all", BASES, shown(there, { staleShown: true }));
    expect(panels.at(-1)).toEqual({ key: "staleUvec0", place: null, id: "staleUvec0", state: "shown" });
  });
});

describe("predicted layers before they are there", () => {
  const run = { phase: "idle", chosenStages: ["semantic", "direction"], trained: [] } as const;

  test("are those of the trained networks and of the run in progress", () => {
    const ids = (...args: Parameters<typeof comingLayers>) => [...comingLayers(...args)];
    expect(ids(run, true, "published")).toEqual([]);
    expect(ids({ ...run, trained: ["semantic"] }, true, "published")).toEqual(["predictedMask"]);
    expect(ids({ ...run, phase: "starting" }, true, "published")).toContain("angleError");
    expect(ids({ ...run, phase: "running", trained: ["joint"] }, true, "published")).toContain(
      "predictedLevel",
    );
  });

  test("without ground truth need the predicted mask, and have no error", () => {
    const trained = (...stages: ("semantic" | "direction")[]) => [
      ...comingLayers({ ...run, trained: stages }, false, "published"),
    ];
    expect(trained("direction")).toEqual([]);
    expect(trained("semantic", "direction")).toContain("predictedDirection");
    expect(trained("semantic", "direction")).not.toContain("angleError");
  });

  test("of the shared network are all three quantities and its confidence, without ground truth, too", () => {
    const of = (labelled: boolean) => [
      ...comingLayers({ ...run, trained: ["shared"] }, labelled, "published"),
    ];
    for (const id of ["predictedMask", "predictedUvec0", "predictedLevel", "predictedConfidence"]) {
      expect(of(true)).toContain(id);
      expect(of(false)).toContain(id);
    }
    expect(of(true)).toContain("angleError");
    expect(of(false)).not.toContain("angleError");
    const published = [
      ...comingLayers({ ...run, trained: ["semantic", "energy", "shared"] }, true, "published"),
    ];
    expect(published).not.toContain("predictedConfidence");
  });
});
