import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { writeDrawnImages } from "../e2e/drawn-images.ts";
import { labFolder } from "./testing/lab-folder.ts";
import { COMMANDS_RUN, runLab } from "./testing/run-lab.ts";

const { at } = labFolder();

it("stale vectors teach nothing where crops are turned, and the other three runs learn", COMMANDS_RUN, () => {
  writeDrawnImages(at("cells"), 4, []);
  const options = ["--seeds", "1", "--steps", "24", "--out", at("vectors")];
  const { status, stdout, stderr } = runLab("experiment", "stale-vectors", at("cells"), ...options);
  expect(status, stderr).toBe(0);
  expect(stdout).toContain("vectors-rotation-stale: Rotation: probability: 0 → 1; Stale vectors: off → on");
  expect(stderr).toContain("plot.svg was not drawn. No Chromium was found.");
  const { rows } = JSON.parse(readFileSync(at("vectors", "table.json"), "utf8"));
  const angles = rows.map((row: Record<string, unknown>) => [
    `${row.augmentation} ${row.vectors}`,
    (row.angleRmsDegrees as { mean: number }).mean,
  ]);
  const { "rotation stale": stale, ...others } = Object.fromEntries(angles);
  expect(Object.keys(others)).toEqual(["none recomputed", "none stale", "rotation recomputed"]);
  expect(stale).toBeGreaterThan(90);
  for (const angle of Object.values(others)) expect(angle).toBeLessThan(80);
});
