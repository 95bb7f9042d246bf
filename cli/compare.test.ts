import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { exampleRecord } from "../src/core/runs/testing/example-record.ts";
import { sealedJson } from "../src/io/sealed-json.ts";
import { compareRuns } from "./compare.ts";
import { compareText } from "./compare-text.ts";
import { findRuns } from "./find-run-folders.ts";
import { lab } from "./lab.ts";
import { labFolder } from "./testing/lab-folder.ts";
import { writeRun } from "./testing/write-run.ts";

const { at, messages, printed } = labFolder();

function writeThree(): void {
  writeRun(at("a1"), { recipe: { seed: 1 }, changes: { name: "plain, seed 1" } });
  writeRun(at("a2"), { recipe: { seed: 2 }, changes: { name: "plain, seed 2" }, angles: [90, 80, 74] });
  writeRun(at("b1"), {
    recipe: { seed: 1, staleVectors: true },
    changes: { name: "stale, seed 1" },
    angles: [90, 104, 103],
  });
}

describe("compare", () => {
  it("tells settings, last and best scores, and mean and spread over seeds", async () => {
    writeThree();
    const { runs, groups, damaged } = compareRuns(await findRuns([at()]));
    expect(damaged).toEqual([]);
    expect(runs.map(({ name, seed, steps }) => [name, seed, steps])).toEqual([
      ["plain, seed 1", 1, 20],
      ["plain, seed 2", 2, 20],
      ["stale, seed 1", 1, 20],
    ]);
    expect(runs[0].stages[0].scores.angleRmsDegrees).toEqual({
      last: { value: 70, step: 20 },
      best: { value: 60, step: 10 },
    });
    expect(runs[2].differences).toEqual([
      { field: "staleVectors", setting: "Stale vectors", first: "off", value: "on" },
    ]);
    expect(groups.map(({ name, seeds }) => [name, seeds])).toEqual([
      ["plain", [1, 2]],
      ["stale", [1]],
    ]);
    expect(groups[0].stages[0].scores.angleRmsDegrees).toEqual({
      last: { count: 2, mean: 72, spread: Math.sqrt(8) },
      best: { count: 2, mean: 67, spread: Math.sqrt(98) },
    });
    expect(groups[1].stages[0].scores.angleRmsDegrees?.last?.spread).toBeNull();
  });

  it("tells other stages and images, but not the other sets that another seed draws", async () => {
    const data = (fingerprint: string, images: string) => ({
      data: { ...exampleRecord().data, fingerprint: fingerprint.repeat(32), images: images.repeat(32) },
    });
    writeRun(at("a"), { recipe: { seed: 1 }, changes: { name: "a", ...data("0a", "1b") } });
    writeRun(at("b"), { recipe: { seed: 2 }, changes: { name: "b", ...data("0c", "1b") } });
    writeRun(at("c"), { recipe: { seed: 2 }, changes: { name: "c", ...data("0c", "2d") } });
    writeRun(at("d"), {
      recipe: { seed: 1 },
      changes: { name: "d", ...data("0a", "1b"), stages: ["semantic", "direction"] },
    });
    const comparison = compareRuns(await findRuns([at()]));
    expect(comparison.runs.map(({ hasSameData }) => hasSameData)).toEqual([true, true, false, true]);
    const text = compareText(comparison);
    expect(text).toContain("b: Seed: 1 → 2\n");
    expect(text).toContain("c: Seed: 1 → 2; other images, or other sets\n");
    expect(text).toContain("d: other stages");
  });

  it("prints tables, or all scores as JSON", async () => {
    writeThree();
    expect(await lab(["compare", "a1", "b1", "a2"], at())).toBe(0);
    expect(printed[0]).toContain("stale, seed 1: Stale vectors: off → on");
    expect(printed[0]).toMatch(/^plain +2 +2\.4 ± 0\.09428 +72\.0 ± 2\.8$/m);
    expect(messages).toEqual([]);
    expect(await lab(["compare", at(), "--json"], at())).toBe(0);
    expect(JSON.parse(printed[1])).toMatchObject({ version: 1, runs: [{}, {}, {}], groups: [{}, {}] });
  });

  it("lists runs that did not finish, and leaves them out of means", async () => {
    writeThree();
    const status = { kind: "failed", message: "The loss is not a number." } as const;
    writeRun(at("a3"), { recipe: { seed: 3 }, changes: { status } });
    const comparison = compareRuns(await findRuns([at()]));
    expect(comparison.runs.map((run) => run.status.kind)).toContain("failed");
    expect(comparison.groups[0].seeds).toEqual([1, 2]);
    expect(compareText(comparison)).toContain("failed");
  });

  it("shows no control characters of a name", async () => {
    writeRun(at("a1"), { changes: { name: "\u001b[31mred\u202e" } });
    const text = compareText(compareRuns(await findRuns([at()])));
    for (const letter of ["\u001b", "\u202e"]) expect(text).not.toContain(letter);
  });
});

describe("a damaged run is named, and does not stop the others", () => {
  const cut = (path: string) => writeFileSync(path, readFileSync(path, "utf8").slice(0, -40));
  const alter = (path: string) =>
    writeFileSync(path, readFileSync(path, "utf8").replace("direction", "Direction"));
  it.each<[reason: string, damage: () => void]>([
    ["run.json is missing", () => rmSync(at("a2/run.json"))],
    ["curves.json is missing", () => rmSync(at("a2/curves.json"))],
    ["run.json was cut", () => cut(at("a2/run.json"))],
    ["curves.json was cut", () => cut(at("a2/curves.json"))],
    ["run.json was altered", () => alter(at("a2/run.json"))],
    ["curves.json was altered", () => alter(at("a2/curves.json"))],
    ["newer version", () => writeFileSync(at("a2/run.json"), sealedJson({ version: 9 }))],
  ])("%s", async (reason, damage) => {
    writeThree();
    damage();
    expect(await lab(["compare", at(), "--json"], at())).toBe(0);
    const { runs, damaged } = JSON.parse(printed[0]);
    expect(runs).toHaveLength(2);
    expect(damaged).toMatchObject([{ path: at("a2") }]);
    expect(damaged[0].reason).toContain(reason);
    expect(messages[0]).toContain(at("a2"));
  });

  it.each<[reason: string, args: string[]]>([
    ["There is no folder", ["absent"]],
    ["There is no run in", ["empty"]],
    ["None of these runs", ["cut"]],
  ])("%s: exit code 1", async (reason, args) => {
    mkdirSync(at("empty"));
    mkdirSync(at("cut"));
    writeFileSync(at("cut/run.json"), "{");
    expect(await lab(["compare", ...args], at())).toBe(1);
    expect(messages.join("\n")).toContain(reason);
  });

  it("a wrong file for the plot, or no folder: exit code 2", async () => {
    writeThree();
    expect(await lab(["compare", at(), "--plot", "a.png"], at())).toBe(2);
    expect(await lab(["compare"], at())).toBe(2);
  });
});
