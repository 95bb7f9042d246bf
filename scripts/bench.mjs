import process from "node:process";
import { parseArgs } from "node:util";
import { installPackages, ROOT } from "./prepare.mjs";

const USAGE = `Usage:
  npm run bench -- engine [--alone]               --alone skips the slow comparisons
  npm run bench -- pytorch                        the same networks in PyTorch, if Python has it (environment variable PYTHON)
  npm run bench -- peers-cellpose [--set nuclei|phase] [--minutes N] [--seed N]
  npm run bench -- peers-stardist [--set nuclei|phase] [--minutes N] [--seed N]
      trained from scratch in Python on the images of docs/results.md, 6 minutes of CPU time if not given
  npm run bench -- few-images [--set nuclei|phase] [--seeds N] [--steps N]
      scores with 1 to 25 training images, from scratch and from a start; 3 seeds and 400 steps if not given
  npm run bench -- worst-images                   draws the validation images with the most errors into docs/images
  npm run bench -- batches                        time per batch with large lists of images
  npm run bench -- interactions                   delay of clicks and keys while a network is trained
  npm run bench -- overlay                        20 runs of 10,000 steps drawn over each other, against plotly
  npm run bench -- estimate [--seconds N]         estimated and actual time of each stage, about 20 s each
  npm run bench -- kills [--kills N] [--seed N]   the browser killed at N random moments, 500 if not given
  npm run bench -- import [--images N] [--full] [--only NAME] [--folder DIR]
      N of the 5239 images of the larger set; --full makes them 704 x 520 px, which takes 10 GB of disk;
      --only sartorius, livecell or decoding; --folder keeps what was drawn for the next time`;
const PARTS = ["sartorius", "livecell", "decoding"];
const ALL_IMAGES = 5239;
const SETS = ["nuclei", "phase"];

function failUse() {
  console.error(USAGE);
  process.exit(2);
}

function optionsOf(args, options) {
  try {
    return parseArgs({ args, options }).values;
  } catch {
    return failUse();
  }
}

function benchPeer(peer, args) {
  const { set, minutes, seed } = optionsOf(args, {
    set: { type: "string" },
    minutes: { type: "string", default: "6" },
    seed: { type: "string", default: "1" },
  });
  if (set !== undefined && !SETS.includes(set)) failUse();
  if (!(Number(minutes) > 0 && Number(minutes) <= 600)) failUse();
  if (!(Number(seed) >= 0 && Number.isSafeInteger(Number(seed)))) failUse();
  const wanted = { sets: set ? [set] : SETS, minutes: Number(minutes), seed: Number(seed) };
  return ["/bench/peers/peers.ts", ({ benchPeer }) => benchPeer({ peer, ...wanted })];
}

/** The benchmarks by name; each parses its own arguments and returns the module and the call. */
const BENCHES = {
  engine(args) {
    const { alone = false } = optionsOf(args, { alone: { type: "boolean" } });
    return ["/bench/engine.ts", ({ benchEngine }) => benchEngine({ peers: !alone })];
  },
  pytorch(args) {
    optionsOf(args, {});
    return ["/bench/pytorch.ts", ({ benchPytorch }) => benchPytorch()];
  },
  "peers-cellpose": (args) => benchPeer("cellpose", args),
  "peers-stardist": (args) => benchPeer("stardist", args),
  "few-images"(args) {
    const { set, seeds, steps } = optionsOf(args, {
      set: { type: "string" },
      seeds: { type: "string", default: "3" },
      steps: { type: "string", default: "400" },
    });
    if (set !== undefined && !SETS.includes(set)) failUse();
    if (![seeds, steps].every((text) => Number(text) >= 1 && Number.isSafeInteger(Number(text)))) failUse();
    const wanted = { sets: set ? [set] : SETS, seeds: Number(seeds), steps: Number(steps) };
    return ["/bench/few-images/few-images.ts", ({ benchFewImages }) => benchFewImages(wanted)];
  },
  "worst-images"(args) {
    optionsOf(args, {});
    return ["/bench/worst-images/worst-images.ts", ({ benchWorstImages }) => benchWorstImages()];
  },
  batches(args) {
    optionsOf(args, {});
    return ["/bench/batches.ts", ({ benchBatches }) => benchBatches()];
  },
  interactions(args) {
    optionsOf(args, {});
    return ["/bench/interactions.ts", ({ benchInteractions }) => benchInteractions()];
  },
  overlay(args) {
    optionsOf(args, {});
    return ["/bench/overlay.ts", ({ benchOverlay }) => benchOverlay()];
  },
  estimate(args) {
    const { seconds } = optionsOf(args, { seconds: { type: "string", default: "20" } });
    if (!(Number(seconds) >= 1 && Number(seconds) <= 600)) failUse();
    return ["/bench/estimate.ts", ({ benchEstimate }) => benchEstimate({ seconds: Number(seconds) })];
  },
  kills(args) {
    const options = { kills: { type: "string", default: "500" }, seed: { type: "string", default: "1" } };
    const { kills, seed } = optionsOf(args, options);
    if (!(Number(kills) >= 1 && Number.isSafeInteger(Number(kills)))) failUse();
    if (!(Number(seed) >= 0 && Number.isSafeInteger(Number(seed)))) failUse();
    return ["/bench/kills.ts", ({ benchKills }) => benchKills({ kills: Number(kills), seed: Number(seed) })];
  },
  import(args) {
    const { images, full, only, folder } = optionsOf(args, {
      images: { type: "string", default: String(ALL_IMAGES) },
      full: { type: "boolean", default: false },
      only: { type: "string" },
      folder: { type: "string" },
    });
    const count = Number(images);
    if (!(Number.isInteger(count) && count >= 1 && count <= ALL_IMAGES)) failUse();
    if (only !== undefined && !PARTS.includes(only)) failUse();
    const wanted = { images: count, fullSize: full, only: only ?? null, folder: folder ?? null };
    return ["/bench/import.ts", ({ benchImport }) => benchImport(wanted)];
  },
};

const [what, ...args] = process.argv.slice(2);
if (!Object.hasOwn(BENCHES, what ?? "")) failUse();
const [file, start] = BENCHES[what](args);
if (!(await installPackages())) {
  console.error("The packages could not be installed. Check the network and try again.");
  process.exit(1);
}
const { runnerImport } = await import("vite");
const { module } = await runnerImport(file, { root: ROOT, configFile: false, logLevel: "error" });
await start(module);
process.exit(0);
