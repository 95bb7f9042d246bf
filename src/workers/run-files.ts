import * as v from "valibot";
import { LabError } from "../core/errors.ts";
import type { Stage } from "../core/recipe/recipe.ts";
import { type CurveRow, curveRowsSchema } from "../core/runs/curve-row.ts";
import { parseRunRecord, runDocument } from "../core/runs/parse-run-record.ts";
import type { RunFile } from "../core/runs/room.ts";
import { type RunImages, runImagesSchema } from "../core/runs/run-images.ts";
import type { RunRecord, WeightsChoice, WeightsRecord } from "../core/runs/run-record.ts";
import { readCheckpointFile } from "../io/read/checkpoint/checkpoint-file.ts";
import { openSealedJson, sealedJson } from "../io/sealed-json.ts";
import { writeCheckpointFile } from "../io/write/checkpoint-file.ts";
import type { Weights } from "../nets/weights.ts";
import type { Folder } from "../platform/folder.ts";

/** A file of a run is missing, cut or altered. */
export class RunDamage extends LabError {
  override name = "RunDamage";
}

export const RECORD_FILE = "run.json";
export const CURVES_FILE = "curves.json";
export const IMAGES_FILE = "images.json";
/** Empty file in the folder of a run that the user has deleted; its time is that of the deletion. */
export const DELETED_FILE = "deleted";

/** End of the name of the file to which a browser writes until its content takes the place of the named file. */
const TEMPORARY = ".crswap";

/** Sizes above which a file is not read. Curves of several hundred thousand steps fit. */
const MAX_BYTES = { [RECORD_FILE]: 2 ** 22, [CURVES_FILE]: 2 ** 28, [IMAGES_FILE]: 2 ** 26 } as const;
type DocumentFile = keyof typeof MAX_BYTES;

/** Maximum number of attempts to read a file that is rewritten in the meantime. */
const MOST_ATTEMPTS = 100;

/** Whether a file was rewritten between being opened and being read. */
function wasReplaced(error: unknown): boolean {
  return error instanceof DOMException && ["NotReadableError", "NotFoundError"].includes(error.name);
}

const curvesSchema = v.object({ version: v.literal(1), rows: curveRowsSchema });
const imagesSchema = v.object({ version: v.literal(1), images: runImagesSchema });

/** The step has a fixed width: all weights of a stage have the same size. */
const STEP_DIGITS = 10;
const weightsSchema = v.object({ step: v.pipe(v.string(), v.regex(/^\d{10}$/), v.transform(Number)) });

/** Name of the file with the weights of a stage. */
export function weightsFile(stage: Stage, choice: WeightsChoice): string {
  return `weights-${stage}-${choice}.bin`;
}

/** Whether the weights that a record lists are among these files, with their size. */
export function hasWeights(files: readonly RunFile[], { stage, choice, bytes }: WeightsRecord): boolean {
  return files.some((file) => file.name === weightsFile(stage, choice) && file.bytes === bytes);
}

/** Weights of a stage as stored. */
export interface StoredWeights {
  /** Steps done when they were taken. */
  readonly step: number;
  /** Arrays of all networks of the stage by name, not yet compared with a graph. */
  readonly weights: Weights;
}

/** The files in the folder of one run. Reading throws a RunDamage, and all calls may throw a StoreError. */
export class RunFiles {
  readonly #id: string;
  readonly #folder: Folder;

  constructor(id: string, folder: Folder) {
    this.#id = id;
    this.#folder = folder;
  }

  /** All files with their sizes, without what a browser that ended during a write has left. */
  async list(): Promise<readonly RunFile[]> {
    const names = (await this.#folder.names()).filter((name) => !name.endsWith(TEMPORARY));
    const files = await Promise.all(
      names.map(async (name) => ({ name, bytes: (await this.#folder.read(name))?.size ?? 0 })),
    );
    const written = files.filter(({ name, bytes }) => bytes > 0 || name === DELETED_FILE);
    return written.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Deletes the temporary files of a browser that ended during a write. Nothing may write at the time. */
  async deleteTemporary(): Promise<void> {
    const names = (await this.#folder.names()).filter((name) => name.endsWith(TEMPORARY));
    for (const name of names) await this.#folder.delete(name);
  }

  /** When the user deleted the run, ms since 1970; null if it is not deleted. */
  async deletedAt(): Promise<number | null> {
    const marker = await this.#folder.read(DELETED_FILE);
    if (!marker) return null;
    return marker instanceof File ? marker.lastModified : 0;
  }

  /** Time of the last write of the description, ms since 1970. */
  async recordedAt(): Promise<number> {
    const file = await this.#folder.read(RECORD_FILE);
    return file instanceof File ? file.lastModified : 0;
  }

  /** @throws RunRecordError if the content of the description is not valid */
  async record(): Promise<RunRecord> {
    return parseRunRecord(await this.#content(RECORD_FILE), this.#id);
  }

  async writeRecord(record: RunRecord): Promise<void> {
    await this.#write(RECORD_FILE, runDocument(record));
  }

  async curves(): Promise<readonly CurveRow[]> {
    return this.#checked(CURVES_FILE, curvesSchema, await this.#content(CURVES_FILE)).rows;
  }

  async writeCurves(rows: readonly CurveRow[]): Promise<void> {
    await this.#write(CURVES_FILE, { version: 1, rows });
  }

  async images(): Promise<RunImages> {
    return this.#checked(IMAGES_FILE, imagesSchema, await this.#content(IMAGES_FILE)).images;
  }

  async writeImages(images: RunImages): Promise<void> {
    await this.#write(IMAGES_FILE, { version: 1, images });
  }

  async weights(stage: Stage, choice: WeightsChoice): Promise<StoredWeights> {
    const name = weightsFile(stage, choice);
    try {
      const { content, arrays } = await this.#read(name, (file) => readCheckpointFile(name, file));
      const { step } = v.parse(weightsSchema, content);
      const weights = [...arrays].map(([parameter, { shape, data }]) => {
        if (!(data instanceof Float32Array) || !data.every(Number.isFinite))
          throw this.#damage(name, "is damaged");
        return [parameter, { shape, data }] as const;
      });
      return { step, weights: Object.fromEntries(weights) };
    } catch (error) {
      if (error instanceof RunDamage) throw error;
      throw this.#damage(name, "was cut or altered after it was written", error);
    }
  }

  /** Returns the size of the file in bytes. */
  async writeWeights(stage: Stage, choice: WeightsChoice, { step, weights }: StoredWeights): Promise<number> {
    const arrays = Object.entries(weights).map(([name, array]) => ({ name, ...array }));
    const parts = await writeCheckpointFile({ step: String(step).padStart(STEP_DIGITS, "0") }, arrays);
    await this.#folder.write(weightsFile(stage, choice), parts);
    return parts.reduce((sum, { length }) => sum + length, 0);
  }

  delete(name: string): Promise<void> {
    return this.#folder.delete(name);
  }

  /** Marks the run as deleted by the user. */
  async markDeleted(): Promise<void> {
    await this.#folder.write(DELETED_FILE, []);
  }

  /** Reads a file as it was at one moment, although it may be written at the same time. */
  async #read<Content>(name: string, contentOf: (file: Blob) => Promise<Content>): Promise<Content> {
    for (let attempt = 1; ; attempt++) {
      const file = await this.#folder.read(name);
      if (!file) throw this.#damage(name, "is missing");
      try {
        return await contentOf(file);
      } catch (error) {
        if (!wasReplaced(error) || attempt === MOST_ATTEMPTS) throw error;
      }
    }
  }

  async #content(name: DocumentFile): Promise<unknown> {
    const text = await this.#read(name, (file) => {
      if (file.size > MAX_BYTES[name]) throw this.#damage(name, "is too large");
      return file.text();
    });
    const opened = openSealedJson(text);
    if (typeof opened === "string") throw this.#damage(name, opened);
    return opened.content;
  }

  #checked<Schema extends v.GenericSchema>(
    name: DocumentFile,
    schema: Schema,
    content: unknown,
  ): v.InferOutput<Schema> {
    const result = v.safeParse(schema, content);
    if (result.success) return result.output;
    throw this.#damage(name, "is damaged or of another version", result.issues);
  }

  async #write(name: DocumentFile, content: object): Promise<void> {
    await this.#folder.write(name, [new TextEncoder().encode(sealedJson(content))]);
  }

  #damage(name: string, what: string, cause?: unknown): RunDamage {
    return new RunDamage(`The file ${name} of the run in ${this.#id} ${what}.`, { cause });
  }
}
