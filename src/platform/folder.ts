import { LabError } from "../core/errors.ts";

/** The browser's own storage failed. The message includes advice. */
export class StoreError extends LabError {
  override name = "StoreError";
}

/** No room is left in a folder. */
export class FullError extends StoreError {
  override name = "FullError";
}

/** Options of writing a file. */
export interface WriteOptions {
  readonly inPlace?: boolean;
}

/** Files by name. All calls may throw a StoreError. */
export interface Folder {
  /** Null if there is no file of this name. */
  read(name: string): Promise<Blob | null>;
  /**
   * Writes the file completely or not at all. Throws a FullError if there is no room for it.
   *
   * @param options With `inPlace`, a part of the file may remain if the browser ends meanwhile; it takes a
   * fraction of the time. For new files that show whether they are complete.
   */
  write(name: string, parts: readonly Uint8Array<ArrayBuffer>[], options?: WriteOptions): Promise<void>;
  /** Does nothing if there is no file of this name. */
  delete(name: string): Promise<void>;
  names(): Promise<readonly string[]>;
}

/** Folders by name. All calls may throw a StoreError. */
export interface FolderTree {
  names(): Promise<readonly string[]>;
  /** Creates the folder if there is none of this name. */
  open(name: string): Promise<Folder>;
  /** Deletes the folder with its files; does nothing if there is none of this name. */
  delete(name: string): Promise<void>;
}
