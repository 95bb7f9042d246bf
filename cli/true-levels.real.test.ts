import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { trueField } from "../src/core/instances/cell-field.ts";
import { instanceChoice } from "../src/core/instances/choice.ts";
import { findInstances } from "../src/core/instances/find-instances.ts";
import { type InstanceChoice, METHODS, type Method } from "../src/core/instances/parameters.ts";
import { type InstanceScore, InstanceSum } from "../src/core/metrics/instance-score.ts";
import { overlapTable } from "../src/core/metrics/overlap-table.ts";
import { readLabels } from "./read-labels.ts";

const DATA = resolve(import.meta.dirname, "../../shared/data");
const there = existsSync(DATA);
const note = there ? "" : " (skipped: the folder ../shared/data is absent)";

/** Reads labels once, and scores the cells that each choice finds in their ground-truth levels. */
async function scored(
  paths: readonly string[],
  choices: readonly InstanceChoice[],
): Promise<InstanceScore[]> {
  const sums = choices.map((choice) => ({ choice, sum: new InstanceSum() }));
  for (const path of paths) {
    for await (const step of readLabels(join(DATA, path))) {
      if (step.kind === "refused") continue;
      const { labels } = step.image;
      const field = trueField(labels, "open");
      for (const { choice, sum } of sums) sum.add(overlapTable(labels, findInstances(field, choice)));
    }
  }
  return sums.map(({ sum }) => sum.result()!);
}

const KEPT = instanceChoice("cut");
const PUBLISHED = instanceChoice("cut", { leftovers: false });

/** Ground-truth vectors turn at once, on the branches of the ridges, too, which splits long cells unless peaks must be high. */
const HIGH_PEAKS: Readonly<Partial<Record<Method, InstanceChoice>>> = {
  landscape: instanceChoice("landscape", { part: 0, prominence: 2 }),
  depth: instanceChoice("depth", { prominence: 3, share: 0.6 }),
};

describe.skipIf(!there)(`true levels of real cells${note}`, () => {
  it("recover the cells of phase contrast; each method separates more cells than the mask alone", async () => {
    const others = METHODS.map((method) => HIGH_PEAKS[method] ?? instanceChoice(method));
    const [kept, published, ...byMethod] = await scored(["phase/sartorius"], [KEPT, PUBLISHED, ...others]);
    for (const { images, ap50, kaggle } of [kept, published]) {
      expect(images).toBe(6);
      expect(ap50).toBeGreaterThanOrEqual(0.94);
      expect(kaggle).toBeGreaterThanOrEqual(0.87);
    }
    const ofMask = byMethod[METHODS.indexOf("components")].kaggle;
    expect(ofMask).toBeLessThan(0.6);
    for (const [place, { kaggle }] of byMethod.entries()) {
      if (METHODS[place] !== "components") expect(kaggle).toBeGreaterThan(ofMask + 0.25);
    }
  });

  it("recover the cells of nuclei, many small ones only as leftover components", async () => {
    // One file per cell takes most of the time; these images have many small cells, and large ones.
    const folders = readdirSync(join(DATA, "dsb2018")).filter((name) => /^[2-5]/.test(name));
    const paths = folders.map((name) => `dsb2018/${name}`);
    const [kept, published] = await scored(paths, [KEPT, PUBLISHED]);
    expect(kept.images).toBe(11);
    expect(kept.ap50).toBeGreaterThanOrEqual(0.95);
    expect(kept.kaggle).toBeGreaterThanOrEqual(0.93);
    expect(published.foundCells).toBeLessThan(kept.foundCells - 35);
    expect(published.ap50).toBeLessThan(0.91);
  });
});
