/** How far an import is. */
export interface ImportProgress {
  readonly done: number;
  /** 0 while files are looked through. */
  readonly total: number;
  /** The path of the file or image that comes next; empty at the end. */
  readonly current: string;
  /** Of `current`, how much (0..1) is read, where it is a long table. */
  readonly share?: number;
}
