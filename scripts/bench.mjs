import process from "node:process";
import { parseArgs } from "node:util";
import { installPackages, ROOT } from "./prepare.mjs";

const USAGE = `Usage:
  npm run bench -- engine [--alone]               --alone leaves the slow peers out
  npm run bench -- import [--images N] [--full]   N of the 5239 images of the larger set;
                                                  --full makes them 704 x 520 px, which takes 10 GB of disk`;
const ALL_IMAGES = 5239;

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

/** What to run, by name; each takes its own words of the command line and gives back what to do. */
const BENCHES = {
  engine(args) {
    const { alone = false } = optionsOf(args, { alone: { type: "boolean" } });
    return ["/bench/engine.ts", ({ benchEngine }) => benchEngine({ peers: !alone })];
  },
  import(args) {
    const { images = String(ALL_IMAGES), full = false } = optionsOf(args, {
      images: { type: "string" },
      full: { type: "boolean" },
    });
    const count = Number(images);
    if (!(Number.isInteger(count) && count >= 1 && count <= ALL_IMAGES)) failUse();
    return ["/bench/import.ts", ({ benchImport }) => benchImport({ images: count, fullSize: full })];
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
