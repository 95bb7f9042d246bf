import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { unzipSync } from "fflate";
import { expect, it } from "vitest";
import { writeDrawnImages } from "../e2e/drawn-images.ts";
import { SMALL_RECIPE } from "../e2e/small-recipe.ts";
import { withoutTimes } from "../e2e/without-times.ts";
import { labFolder } from "./testing/lab-folder.ts";
import { COMMANDS_RUN, runLab } from "./testing/run-lab.ts";

const { at } = labFolder();

const json = (...names: string[]) => JSON.parse(readFileSync(at(...names), "utf8"));
const archive = (...names: string[]) => unzipSync(readFileSync(at(...names, "weights.zip")));

/** Images, and the arguments that train the smallest networks on them. */
function smallTraining(images = 3): string[] {
  writeDrawnImages(at("cells"), images, []);
  writeFileSync(at("recipe.json"), JSON.stringify(SMALL_RECIPE));
  return ["train", at("cells"), "--recipe", at("recipe.json")];
}

it("trains on the built-in sample without a browser", COMMANDS_RUN, () => {
  const options = ["--stages", "semantic", "--steps", "20", "--seed", "7", "--out", at("out")];
  const { status, stderr, stdout } = runLab("train", "--recipe", "tiny", ...options);
  expect(status, stderr).toBe(0);
  expect(stderr).toMatch(/Node \d+\.\d+\.\d+ \(compiled CPU, \d+ threads?\)/);
  expect(stdout).toBe("");
  const report = json("out", "report.json");
  expect(report).toMatchObject({ version: 1, seed: 7, dataset: { images: 24, refused: [] } });
  expect(report.dataset.train + report.dataset.validation).toBe(24);
  const [semantic] = report.stages;
  expect(semantic).toMatchObject({ stage: "semantic", engine: { tiling: "cpu", fused: null } });
  expect(semantic.lastLoss).toBeLessThan(semantic.firstLoss);
  expect(semantic.validation.iou).toBeGreaterThanOrEqual(0);
  const { "semantic/model.json": model, "engine.json": engines } = archive("out");
  expect(model.length).toBeGreaterThan(0);
  expect(JSON.parse(new TextDecoder().decode(engines))).toEqual({ semantic: semantic.engine });
  expect(readFileSync(at("out", "curves.csv"), "utf8").split("\n")[0]).toContain("stepMilliseconds");
});

it(
  "trains with the given channel and normalisation, and then finds cells with the weights",
  COMMANDS_RUN,
  () => {
    const image = ["--channel", "5", "--normalisation", "mean-std"];
    const options = ["--stages", "energy,semantic", "--steps", "20", "--seed", "7", "--out", at("out")];
    const { status, stderr } = runLab(...smallTraining(), ...image, ...options);
    expect(status, stderr).toBe(0);
    expect(stderr).toContain("No image has channel 5: the mean of the available channels is used instead.");
    expect(stderr).toContain("components, predicted mask: Kaggle");
    const { recipe, stages, evaluation } = json("out", "report.json");
    const values = { channel: 4, normalisation: { kind: "meanStd" } };
    expect(recipe).toMatchObject(values);
    expect(JSON.parse(new TextDecoder().decode(archive("out")["inputs.json"]))).toEqual({
      semantic: values,
      energy: { unitVectors: "true" },
    });
    expect(stages.map(({ stage }: { stage: string }) => stage)).toEqual(["semantic", "energy"]);
    // Without a Direction Net there are no vectors, and thus no levels to cut.
    expect(evaluation).toMatchObject([
      { gate: "predicted", method: "components", images: 1 },
      { gate: "true", method: "components", images: 1, maskIou: null, maskDice: null },
    ]);
  },
);

it("resumes a stopped run to the same weights and curves", COMMANDS_RUN, () => {
  const train = [...smallTraining(), "--stages", "direction,energy", "--steps", "3"];
  expect(runLab(...train, "--out", at("whole")).status).toBe(0);
  const stopped = runLab(...train, "--stop-after", "4", "--out", at("stopped"));
  expect(stopped.status, stopped.stderr).toBe(3);
  expect(stopped.stderr).toContain("Stopped after 4 steps");
  expect(readdirSync(at("stopped"))).toContain("checkpoint.bin");

  const resumed = runLab("train", "--resume", at("stopped"), "--out", at("stopped"));
  expect(resumed.status, resumed.stderr).toBe(0);
  const weights = (name: string) => {
    const { "direction/weights.bin": direction, "energy/weights.bin": energy } = archive(name);
    return [direction, energy];
  };
  expect(weights("stopped")).toEqual(weights("whole"));
  expect(readdirSync(at("stopped"))).not.toContain("checkpoint.bin");
  const curves = (name: string) => withoutTimes(readFileSync(at(name, "curves.csv"), "utf8"));
  expect(curves("stopped")).toEqual(curves("whole"));
});

it("fails with one message and exit code 1 in a folder without images", COMMANDS_RUN, () => {
  writeFileSync(at("notes.txt"), "no image");
  const { status, stderr, stdout } = runLab("train", at("notes.txt"), "--recipe", "tiny", "--out", at("out"));
  expect(status).toBe(1);
  expect(stdout).toBe("");
  expect(stderr).toContain("No image with labels could be read");
  expect(existsSync(at("out", "report.json"))).toBe(false);
});
