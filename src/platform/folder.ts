import { LabError } from "../core/errors.ts";

/** The browser's own storage failed. The message says what to do. */
export class StoreError extends LabError {
  override name = "StoreError";
}

/** There is no room left in a folder. */
export class FullError extends StoreError {
  override name = "FullError";
}

/** Files by name. All calls may throw a StoreError. */
export interface Folder {
  /** Null when there is none of this name. */
  read(name: string): Promise<Blob | null>;
  /** Writes the file whole or not at all. Throws a FullError when there is no room for it. */
  write(name: string, parts: readonly Uint8Array<ArrayBuffer>[]): Promise<void>;
  /** Does nothing when there is none of this name. */
  delete(name: string): Promise<void>;
  names(): Promise<readonly string[]>;
}
