import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import process from "node:process";
import { installPackages, ROOT } from "./prepare.mjs";
import { run } from "./run.mjs";

const USAGE = `Usage: npm run make-starts -- [nuclei] [phase]
  Trains the networks that come with the page and writes src/workers/starts/*.safetensors.
  Needs the images in ../shared/data, which docs/starts.md describes.`;

const DATA = resolve(ROOT, "../shared/data");

/** Images that no start is ever trained on, by the beginning of their names: the starts are scored on them. */
const HELD_OUT = {
  nuclei: [
    "00071198d059",
    "1d5f4717e179",
    "4327d2759187",
    "6b6d4e6ff52d",
    "8a26b134fe93",
    "b6edad733399",
    "e50ac1d10dce",
  ],
  phase: ["1f11156ce8ab", "f75b0f64a476"],
};

/** Images of stained tissue and of bright fields, which the start for nuclei does not suit. */
const OTHER_KINDS = [
  "00ae65c1c663",
  "08275a5b1c2d",
  "2c61fdcb36fd",
  "4d14a3629b6a",
  "54793624413c",
  "708eb41a3fc8",
  "a0325cb7aa59",
  "be771d6831e3",
];

const isOneOf = (list, name) => list.some((start) => name.startsWith(start));

/** Where the images of each start are, and which files belong to it. */
const SOURCES = {
  nuclei: {
    folder: join(DATA, "dsb2018"),
    accepts: (name) => /^[0-9a-f]{64}$/.test(name) && !isOneOf(OTHER_KINDS, name),
    beside: [],
  },
  phase: {
    folder: join(DATA, "phase", "sartorius", "train"),
    accepts: (name) => name.endsWith(".png"),
    beside: [join(DATA, "phase", "sartorius", "train.csv")],
  },
};

/** Copies the images into `train` and `val` in a folder. */
function prepare(name, target) {
  const { folder, accepts, beside } = SOURCES[name];
  for (const image of readdirSync(folder).filter(accepts)) {
    const set = isOneOf(HELD_OUT[name], image) ? "val" : "train";
    cpSync(join(folder, image), join(target, set, image), { recursive: true });
  }
  for (const file of beside) cpSync(file, join(target, file.split(/[\\/]/).at(-1)));
}

async function make(name, writeStartFile) {
  const work = mkdtempSync(join(tmpdir(), `start-${name}-`));
  try {
    const [images, out] = [join(work, "images"), join(work, "run")];
    mkdirSync(images);
    prepare(name, images);
    const recipe = join(ROOT, "docs", "recipes", `start-${name}.json`);
    const lab = join(ROOT, "scripts", "lab.mjs");
    if (
      !(await run(process.execPath, [lab, "train", images, "--recipe", recipe, "--out", out, "--browser"]))
    ) {
      throw new Error(`The training of ${name} failed; the reason is above.`);
    }
    const target = join(ROOT, "src", "workers", "starts", `${name}.safetensors`);
    await writeStartFile(join(out, "weights.zip"), target);
    const sha256 = createHash("sha256").update(readFileSync(target)).digest("hex");
    console.log(`${target}: SHA-256 ${sha256}. Set it in src/core/starts/starts.ts and docs/starts.md.`);
  } finally {
    rmSync(work, { recursive: true });
  }
}

const names = process.argv.slice(2);
const unknown = names.find((name) => !Object.hasOwn(SOURCES, name));
if (unknown !== undefined) {
  console.error(USAGE);
  process.exit(2);
}
const absent = Object.values(SOURCES).find(({ folder }) => !existsSync(folder));
if (absent) {
  console.error(
    `The images in ${absent.folder} are absent, so no start can be made. docs/starts.md names them.`,
  );
  process.exit(1);
}
if (!(await installPackages())) {
  console.error("The packages could not be installed. Check the network and try again.");
  process.exit(1);
}
const { runnerImport } = await import("vite");
const { module } = await runnerImport("/scripts/write-start-file.ts", {
  root: ROOT,
  configFile: false,
  logLevel: "error",
});
for (const name of names.length > 0 ? names : Object.keys(SOURCES)) await make(name, module.writeStartFile);
process.exit(0);
