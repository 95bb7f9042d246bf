import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { writeDrawnImages } from "../e2e/drawn-images.ts";
import { labFolder } from "./testing/lab-folder.ts";
import { COMMANDS_RUN, LAB, runLab } from "./testing/run-lab.ts";

const { at } = labFolder();

/** All files below a folder, with their content. */
function filesIn(folder: string): Map<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(paths.sort().map((path) => [path.slice(folder.length), readFileSync(path, "latin1")]));
}

/** Sends Ctrl+C to a prediction as soon as an image is done; returns its exit code and its messages. */
async function interrupted(args: readonly string[], out: string) {
  const child = spawn(process.execPath, [LAB, ...args], { stdio: ["ignore", "ignore", "pipe"] });
  let stderr = "";
  child.stderr.on("data", (part) => {
    stderr += part;
  });
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  const isDone = (name: string) => /^[0-9a-f]{32}\.json$/.test(name);
  const folder = join(out, "unfinished");
  const timer = setInterval(() => {
    if (!existsSync(folder) || !readdirSync(folder).some(isDone)) return;
    clearInterval(timer);
    child.kill("SIGINT");
  }, 5);
  const status = await ended;
  clearInterval(timer);
  return { status, stderr };
}

it("goes on after Ctrl+C, and writes the same files", COMMANDS_RUN, async () => {
  writeDrawnImages(at("cells"), 3, ["x", "y"]);
  const predict = (name: string) => ["predict", at("cells"), "--start", "nuclei", "--tta", "--out", at(name)];
  const stopped = await interrupted(predict("stopped"), at("stopped"));
  expect(stopped.status, stopped.stderr).toBe(130);
  expect(stopped.stderr).toMatch(/Stopped after \d of 5 images, which are kept in .* goes on from here\./);
  expect(readdirSync(at("stopped"))).toEqual(["unfinished"]);

  const resumed = runLab(...predict("stopped"));
  expect(resumed.status, resumed.stderr).toBe(0);
  expect(resumed.stderr).toMatch(/\d images? of an earlier call/);
  const whole = runLab(...predict("whole"));
  expect(whole.status, whole.stderr).toBe(0);
  expect(filesIn(at("stopped"))).toEqual(filesIn(at("whole")));
  expect(readdirSync(at("whole", "masks"))).toHaveLength(5);
});

it("names a bad file and passes it over, and keeps nothing of other settings", COMMANDS_RUN, () => {
  writeDrawnImages(at("cells"), 0, ["a", "b"]);
  const image = readFileSync(at("cells", "images", "a.png"));
  writeFileSync(at("cells", "images", "cut.png"), image.subarray(0, image.length / 2));
  mkdirSync(at("out", "unfinished"), { recursive: true });
  writeFileSync(at("out", "unfinished", "settings.json"), '{"version":0}');
  cpSync(at("out", "unfinished", "settings.json"), at("out", "unfinished", "other.json"));
  const predict = ["predict", at("cells"), "--start", "nuclei", "--no-tta", "--out", at("out")];
  const { status, stderr } = runLab(...predict);
  expect(status, stderr).toBe(0);
  expect(stderr).toContain("images/cut.png: ");
  expect(stderr).toMatch(/Found \d+ cells in 2 images/);
  expect(readdirSync(at("out"))).not.toContain("unfinished");
  const { images } = JSON.parse(readFileSync(at("out", "predictions.json"), "utf8"));
  expect(images.map(({ name }: { name: string }) => name)).toEqual(["a", "b"]);
});
