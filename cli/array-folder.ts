import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { foldName } from "../src/core/dataset/pairing/fold-name.ts";
import { freeName } from "../src/core/dataset/pairing/unique-names.ts";
import { LabError } from "../src/core/errors.ts";
import { type NpyData, writeNpy } from "../src/io/write/npy.ts";
import { safeName } from "../src/io/write/safe-name.ts";
import { makeFolder } from "./make-folder.ts";

/** Values and shape, slowest dimension first. */
export interface ShapedArray {
  readonly data: NpyData;
  readonly shape: readonly number[];
}

/** A folder into which arrays are written as NumPy files, under safe and unique names. */
export class ArrayFolder {
  /** Names used so far, in order. */
  readonly names: string[] = [];
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Creates the folder if necessary. Throws a LabError if that fails. */
  static async make(folder: string): Promise<ArrayFolder> {
    await makeFolder(folder);
    return new ArrayFolder(folder);
  }

  /**
   * Writes `NAME.KEY.npy` for each array and returns NAME: `name`, made safe and unique. Throws a LabError if
   * a file cannot be written.
   */
  async write(name: string, arrays: Readonly<Record<string, ShapedArray>>): Promise<string> {
    const free = freeName(safeName(name), new Set(this.names.map(foldName)));
    this.names.push(free);
    for (const [key, { data, shape }] of Object.entries(arrays)) {
      const path = join(this.#folder, `${free}.${key}.npy`);
      await writeFile(path, writeNpy(data, shape)).catch((error: unknown) => {
        throw new LabError(`${path} could not be written. Check the free space and the permissions.`, {
          cause: error,
        });
      });
    }
    return free;
  }
}
