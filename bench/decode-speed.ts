import { decode as decodePng, encode as encodePng } from "fast-png";
import { unzipSync, unzlibSync, zipSync, zlibSync } from "fflate";
import { decode as decodeJpeg, encode as encodeJpeg } from "jpeg-js";
import Papa from "papaparse";
import { createRandom } from "../src/core/augment/random.ts";
import { sourceOfBlob } from "../src/io/read/bytes/source-file.ts";
import { readCoco } from "../src/io/read/cells/coco.ts";
import { readRaster } from "../src/io/read/images/read-raster.ts";
import { pixelsOf } from "../src/io/read/raster/pixels-of.ts";
import { readCellTable } from "../src/io/read/tables/cell-table.ts";
import { tiffBytes } from "../src/io/read/testing/tiff-bytes.ts";
import { writeNpy } from "../src/io/write/npy.ts";

/** Decoding time, and that of a direct call of the library that does most of the work, ms. */
export interface DecodeSpeed {
  readonly format: string;
  readonly plain: string;
  readonly ms: number;
  readonly plainMs: number;
  readonly ratio: number;
}

interface Contest {
  readonly format: string;
  readonly plain: string;
  readonly ours: () => unknown;
  readonly theirs: () => unknown;
}

const ROWS = 520;
const COLUMNS = 704;
const REPEATS = 9;
const TABLE_ROWS = 20_000;
const SIGNAL = new AbortController().signal;

/** Smooth values with a little noise, like an image, up to `most`. */
function samplesOf<Samples extends Uint8Array | Uint16Array>(samples: Samples, limit: number): Samples {
  const random = createRandom(5);
  for (let pixel = 0; pixel < samples.length; pixel++) {
    const [row, column] = [Math.floor(pixel / COLUMNS), pixel % COLUMNS];
    const wave = 0.5 + 0.3 * Math.sin(row / 17) * Math.cos(column / 23);
    samples[pixel] = limit * (wave + 0.05 * random.uniform(-1, 1));
  }
  return samples;
}

function images(): Contest[] {
  const grey = samplesOf(new Uint8Array(ROWS * COLUMNS), 255);
  const deep = samplesOf(new Uint16Array(ROWS * COLUMNS), 65_535);
  const size = { width: COLUMNS, height: ROWS };
  const rgba = Uint8Array.from({ length: 4 * grey.length }, (_, at) => (at % 4 === 3 ? 255 : grey[at >> 2]));
  const png8 = encodePng({ ...size, data: grey, channels: 1, depth: 8 });
  const png16 = encodePng({ ...size, data: deep, channels: 1, depth: 16 });
  const jpeg = new Uint8Array(encodeJpeg({ ...size, data: rgba }, 90).data);
  const raw = { rows: ROWS, columns: COLUMNS };
  const npy = writeNpy(grey, [ROWS, COLUMNS]);
  const npz = zipSync({ "arr_0.npy": npy });
  const packed = zlibSync(new Uint8Array(deep.buffer));
  const read = (name: string, bytes: Uint8Array) => () => pixelsOf(readRaster(name, bytes.slice()));
  const jpegOptions = { useTArray: true, formatAsRGBA: false } as const;
  return [
    {
      format: "PNG 8 bit",
      plain: "fast-png decode",
      ours: read("a.png", png8),
      theirs: () => decodePng(png8),
    },
    {
      format: "PNG 16 bit",
      plain: "fast-png decode",
      ours: read("a.png", png16),
      theirs: () => decodePng(png16),
    },
    {
      format: "JPEG",
      plain: "jpeg-js decode",
      ours: read("a.jpg", jpeg),
      theirs: () => decodeJpeg(jpeg, jpegOptions),
    },
    {
      format: "TIFF 16 bit, deflate",
      plain: "fflate unzlibSync",
      ours: read("a.tif", tiffBytes({ ...raw, samples: deep, deflate: true })),
      theirs: () => unzlibSync(packed),
    },
    {
      format: "TIFF 8 bit",
      plain: "copy of the bytes",
      ours: read("a.tif", tiffBytes({ ...raw, samples: grey })),
      theirs: () => grey.slice(),
    },
    { format: "NPY", plain: "copy of the bytes", ours: read("a.npy", npy), theirs: () => grey.slice() },
    { format: "NPZ", plain: "fflate unzipSync", ours: read("a.npz", npz), theirs: () => unzipSync(npz) },
  ];
}

async function readTo(reading: AsyncGenerator<number, unknown, undefined>): Promise<unknown> {
  let next = await reading.next();
  while (!next.done) next = await reading.next();
  return next.value;
}

function tables(): Contest[] {
  const rows = Array.from({ length: TABLE_ROWS }, (_, index) => {
    const runs = Array.from({ length: 20 }, (_, run) => `${1 + (index % 300) + run * COLUMNS} 12`);
    return `image${index % 100},${runs.join(" ")},${COLUMNS},${ROWS}`;
  });
  const csv = `id,annotation,width,height\n${rows.join("\n")}`;
  const images = Array.from({ length: 100 }, (_, id) => ({
    id,
    file_name: `${id}.png`,
    width: COLUMNS,
    height: ROWS,
  }));
  const annotations = Array.from({ length: TABLE_ROWS }, (_, id) => {
    const corners = Array.from({ length: 24 }, (_, corner) => {
      const angle = (corner * Math.PI) / 12;
      return [100 + (id % 300) + 9.37 * Math.cos(angle), 100 + 9.37 * Math.sin(angle)];
    });
    return {
      id,
      image_id: id % 100,
      segmentation: [corners.flat().map((value) => Number(value.toFixed(2)))],
    };
  });
  const json = JSON.stringify({ images, annotations });
  const [csvBlob, jsonBlob] = [new Blob([csv]), new Blob([json])];
  return [
    {
      format: `CSV, ${TABLE_ROWS} cells`,
      plain: "papaparse parse",
      ours: () => readTo(readCellTable(sourceOfBlob("a.csv", csvBlob), SIGNAL)),
      theirs: () => Papa.parse(csv),
    },
    {
      format: `COCO JSON, ${TABLE_ROWS} cells`,
      plain: "JSON.parse",
      ours: () => readTo(readCoco(sourceOfBlob("a.json", jsonBlob), SIGNAL)),
      theirs: () => JSON.parse(json),
    },
  ];
}

async function timeOf(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/**
 * The fastest of several alternating runs of each: other work on the machine slows runs down, but none makes
 * them faster.
 */
async function compare({ format, plain, ours, theirs }: Contest): Promise<DecodeSpeed> {
  let [ms, plainMs] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    ms = Math.min(ms, await timeOf(ours));
    plainMs = Math.min(plainMs, await timeOf(theirs));
  }
  return { format, plain, ms, plainMs, ratio: ms / plainMs };
}

/** Measures the readers in Node on images of 704 x 520 px and on tables of cells. */
export async function measureDecoding(): Promise<DecodeSpeed[]> {
  const speeds: DecodeSpeed[] = [];
  for (const contest of [...images(), ...tables()]) speeds.push(await compare(contest));
  return speeds;
}
