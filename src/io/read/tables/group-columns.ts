/** More of a name tells nothing new. */
const MOST_CHARACTERS = 200;

/** A name of a column as it is compared: `Sample ID` is `sample_id`. */
export function columnName(written: string): string {
  return written.trim().toLowerCase().replaceAll(/[\s-]/g, "_");
}

/** Columns of a table that say what an image was taken of; -1 for those it has not. */
export interface GroupColumns {
  readonly sample: number;
  readonly plate: number;
  readonly well: number;
}

/** Finds the columns `sample_id`, `plate` and `well` in a table's first row; null when it has none of them. */
export function groupColumnsOf(header: readonly string[]): GroupColumns | null {
  const names = header.map(columnName);
  const [sample, plate, well] = ["sample_id", "plate", "well"].map((name) => names.indexOf(name));
  return Math.max(sample, plate, well) < 0 ? null : { sample, plate, well };
}

/** The group that a row names: its sample, else its plate and well together; null where the fields are empty. */
export function groupOfRow(fields: readonly string[], { sample, plate, well }: GroupColumns): string | null {
  const textOf = (column: number) => (fields[column] ?? "").trim();
  const group = textOf(sample) || [textOf(plate), textOf(well)].filter((text) => text !== "").join(" ");
  return group === "" ? null : group.slice(0, MOST_CHARACTERS);
}
