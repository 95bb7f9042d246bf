import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { encode } from "fast-png";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LabError } from "../src/core/errors.ts";
import { instanceChoice } from "../src/core/instances/choice.ts";
import { writeNpy } from "../src/io/write/npy.ts";
import { lab } from "./lab.ts";
import { scoreLabels, scoreTrueLevels } from "./score.ts";

let root: string;
const printed: string[] = [];
const messages: string[] = [];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "score-"));
  printed.length = 0;
  messages.length = 0;
  vi.spyOn(console, "log").mockImplementation((line) => void printed.push(String(line)));
  vi.spyOn(console, "error").mockImplementation((line) => void messages.push(String(line)));
});

afterEach(() => {
  rmSync(root, { recursive: true });
  vi.restoreAllMocks();
});

const COLUMNS = 8;

function write(path: string, ids: number[]): void {
  const file = join(root, path);
  mkdirSync(resolve(file, ".."), { recursive: true });
  const rows = ids.length / COLUMNS;
  const bytes = path.endsWith(".npy")
    ? writeNpy(Int32Array.from(ids), [rows, COLUMNS])
    : encode({ width: COLUMNS, height: rows, data: Uint16Array.from(ids), channels: 1, depth: 16 });
  writeFileSync(file, bytes);
}

const EDGE = [0, 0, 0, 0, 0, 0, 0, 0];
const ROW = [0, 1, 1, 0, 2, 2, 2, 0];
const TWO_CELLS = [...EDGE, ...ROW, ...ROW, ...EDGE];
const MERGED = TWO_CELLS.map((_, at) => (at >= 8 && at < 24 && at % 8 > 0 && at % 8 < 7 ? 3 : 0));
const NOTHING = TWO_CELLS.map(() => 0);

describe("score of two folders", () => {
  it("pairs by name, in any format and with any suffix for labels", async () => {
    write("truth/a.npy", TWO_CELLS);
    write("truth/b.01.png", TWO_CELLS);
    write("truth/c_masks.png", TWO_CELLS);
    write("found/masks/c.npy", TWO_CELLS);
    write("found/a_cp_masks.png", MERGED);
    write("found/b.01.png", NOTHING);
    const score = await scoreLabels(join(root, "truth"), join(root, "found"));
    expect(score.perImage.map(({ name, ap50 }) => [name, ap50]).sort()).toEqual([
      ["a", 1 / 2],
      ["b.01", 0],
      ["c", 1],
    ]);
    expect(score).toMatchObject({ gate: null, method: null, images: 3, ap50: 1 / 2, levelAccuracy: null });
    expect(score.notes).toEqual([]);
  });

  it("scores pairs and lists files without a partner", async () => {
    write("truth/a.npy", TWO_CELLS);
    write("truth/b.npy", TWO_CELLS);
    write("truth/size.npy", TWO_CELLS);
    write("found/a.npy", TWO_CELLS);
    write("found/size.npy", [...TWO_CELLS, ...TWO_CELLS]);
    write("found/z.npy", TWO_CELLS);
    writeFileSync(join(root, "found/broken.png"), "no image");
    const score = await scoreLabels(join(root, "truth"), join(root, "found"));
    expect(score).toMatchObject({ images: 1, kaggle: 1 });
    const notes = score.notes.map(({ file, reason }) => `${file}: ${reason}`).join("\n");
    expect(notes).toContain("b: There is no prediction of this name");
    expect(notes).toContain("z: There is no truth of this name");
    expect(notes).toMatch(/size: The sizes differ: .* It is not scored/);
    expect(notes).toContain("broken.png");
  });

  it("distinguishes files of the same name in two folders", async () => {
    write("truth/x/a.npy", TWO_CELLS);
    write("truth/y/a.npy", TWO_CELLS);
    write("found/x/a.npy", TWO_CELLS);
    write("found/y/a.npy", MERGED);
    const score = await scoreLabels(join(root, "truth"), join(root, "found"));
    expect(score.perImage.map(({ name, recall }) => [name, recall])).toEqual([
      ["x/a", 1],
      ["y/a", 1 / 2],
    ]);
  });

  it("fails with a message if nothing can be compared", async () => {
    write("truth/a.npy", TWO_CELLS);
    write("found/b.npy", TWO_CELLS);
    const [truth, found] = ["truth", "found"].map((name) => join(root, name));
    await expect(scoreLabels(truth, found)).rejects.toThrow(/No label image of .* could be compared/);
    await expect(scoreLabels(truth, join(root, "nope"))).rejects.toThrow(LabError);
  });
});

describe("score from ground-truth levels", () => {
  it("recovers the cells of label images", async () => {
    write("a.npy", [...EDGE, ...ROW, ...ROW, ...ROW, ...ROW, ...EDGE]);
    const choice = instanceChoice("components", { minimum: 0 });
    const score = await scoreTrueLevels(root, choice);
    expect(score).toMatchObject({ gate: "true", method: "components", images: 1, kaggle: 1, pq: 1 });
    // The mask was given: its scores apply only to label images from elsewhere.
    expect(score).toMatchObject({ maskIou: null, maskDice: null, components: null });
    expect(score.perImage[0].maskIou).toBeNull();
    await expect(scoreTrueLevels(join(root, "nope"), choice)).rejects.toThrow(LabError);
  });
});

describe("the command", () => {
  it("prints the score of ground-truth levels beside that of the connected components of the mask, without a mask score", async () => {
    write("a.npy", NOTHING.concat(TWO_CELLS, TWO_CELLS, NOTHING));
    const args = ["--from-true-levels", "--method", "cut", "--parameters", "level=0,minimum=1"];
    expect(await lab(["score", ".", ...args], root)).toBe(0);
    const lines = printed[0].split("\n");
    expect(lines.at(-1)).toMatch(/^components of the same mask .* –$/);
    expect(lines.at(-2)).toMatch(/^all 1 .* –$/);
  });

  it("prints a table, or one object with the parameters", async () => {
    write("truth/a.npy", TWO_CELLS);
    expect(await lab(["score", "truth", "truth"], root)).toBe(0);
    expect(printed[0].split("\n").map((line) => line.split(/\s+/)[0])).toEqual(["image", "a", "all"]);
    printed.length = 0;
    const args = ["--from-true-levels", "--method", "cut", "--parameters", "level=0,minimum=1"];
    expect(await lab(["score", "truth", ...args, "--json"], root)).toBe(0);
    expect(JSON.parse(printed[0])).toMatchObject({
      gate: "true",
      method: "cut",
      images: 1,
      angleRmsDegrees: null,
      parameters: { level: 0, minimum: 1, leftovers: true },
    });
  });

  it.each([
    [["score", "truth"], /two paths/],
    [["score", "a", "b", "--from-true-levels"], /one PATH/],
    [["score", "a", "--from-true-levels", "--method", "magic"], /no method "magic"/],
    [["score", "a", "--from-true-levels", "--parameters", "level=9"], /level must be a whole number/],
    [["score", "a", "--from-true-levels", "--parameters", "level"], /NAME=VALUE/],
    [["score", "a", "b", "--method", "cut"], /go with --from-true-levels/],
    [["score", "a", "b", "--verbose"], /verbose/],
  ])("exits with 2 for an invalid command line: %j", async (args, message) => {
    expect(await lab(args, root)).toBe(2);
    expect(messages.join("\n")).toMatch(message);
  });

  it("exits with 1 if there is nothing to score", async () => {
    expect(await lab(["score", "nope", "nope"], root)).toBe(1);
    expect(messages[0]).toContain("no file or folder");
  });
});

describe("score --from-true-levels --fit", () => {
  // Two cells that touch: the cut at level 0 joins them, and a higher one separates them.
  const LONG = 24;
  const joined = Array.from({ length: 9 * LONG }, (_, pixel) => {
    const [row, column] = [Math.floor(pixel / LONG), pixel % LONG];
    return row === 0 || row === 8 || column === 0 || column === LONG - 1 ? 0 : column < 12 ? 1 : 2;
  });
  const image = (path: string) => {
    mkdirSync(resolve(root, path, ".."), { recursive: true });
    writeFileSync(join(root, path), writeNpy(Int32Array.from(joined), [9, LONG]));
  };

  it("optimises on other images than it scores, and says so", async () => {
    image("training/a.npy");
    image("validation/b.npy");
    const code = await lab(
      ["score", "validation", "--from-true-levels", "--parameters", "level=0", "--fit", "training", "--json"],
      root,
    );
    expect(messages.join(" ")).toMatch(
      /Optimised on 1 image of --fit .* the scored images took no part: level=/,
    );
    expect(code).toBe(0);
    expect(JSON.parse(printed.join(""))).toMatchObject({ method: "cut", fittedOn: 1 });
  });

  it.each([
    ["validation", "the same folder"],
    ["validation/b.npy", "a file in it"],
    [".", "the folder around it"],
  ])("refuses %s, %s", async (path) => {
    image("validation/b.npy");
    expect(await lab(["score", "validation", "--from-true-levels", "--fit", path], root)).toBe(2);
    expect(messages.join(" ")).toContain("other images than those that are scored");
  });

  it("goes with --from-true-levels only", async () => {
    expect(await lab(["score", "a", "b", "--fit", "c"], root)).toBe(2);
    expect(messages.join(" ")).toContain("--from-true-levels");
  });
});
