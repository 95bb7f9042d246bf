/** Maximum length of a name in characters. */
const MAX_CHARACTERS = 200;

/** Normalises a column name for comparison: `Sample ID` becomes `sample_id`. */
export function columnName(written: string): string {
  return written.trim().toLowerCase().replaceAll(/[\s-]/g, "_");
}

/** Indices of the columns that define the group of an image; -1 for missing columns. */
export interface GroupColumns {
  readonly sample: number;
  readonly plate: number;
  readonly well: number;
}

/**
 * Finds the columns `sample_id`, `plate` and `well` in the first row of a table; null if it has none of them.
 */
export function groupColumnsOf(header: readonly string[]): GroupColumns | null {
  const names = header.map(columnName);
  const [sample, plate, well] = ["sample_id", "plate", "well"].map((name) => names.indexOf(name));
  return Math.max(sample, plate, well) < 0 ? null : { sample, plate, well };
}

/** The group of a row: its sample, otherwise its plate and well together; null if the fields are empty. */
export function groupOfRow(fields: readonly string[], { sample, plate, well }: GroupColumns): string | null {
  const textOf = (column: number) => (fields[column] ?? "").trim();
  const group = textOf(sample) || [textOf(plate), textOf(well)].filter((text) => text !== "").join(" ");
  return group === "" ? null : group.slice(0, MAX_CHARACTERS);
}
