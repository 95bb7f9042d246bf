/** Progress of an import. */
export interface ImportProgress {
  readonly done: number;
  /** 0 while files are scanned. */
  readonly total: number;
  /** Path of the next file or image; empty at the end. */
  readonly current: string;
  /** Fraction of `current` that has been read, 0..1, if it is a long table. */
  readonly fraction?: number;
}
