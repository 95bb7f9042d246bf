import { formatPixelSize } from "../src/core/dataset/pixel-size.ts";
import type { InspectedSample, InspectReport } from "./inspect-report.ts";
import { printable } from "./printable.ts";

const GAP = "  ";

function counted(count: number, one: string, several: string): string {
  return `${count} ${count === 1 ? one : several}`;
}

function columnsOf(sample: InspectedSample): string[] {
  const { name, width, height, channels, type, cells, split, source } = sample;
  return [
    name,
    `${width} x ${height} px`,
    `${counted(channels, "channel", "channels")} ${type}`,
    counted(cells, "cell", "cells"),
    split ?? "-",
    source,
  ].map(printable);
}

/** Rows with aligned columns; the last column has no width limit. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths =
    rows[0]?.map((_, column) => rows.reduce((most, row) => Math.max(most, row[column].length), 0)) ?? [];
  return rows.map((row) =>
    row.map((text, column) => (column < row.length - 1 ? text.padEnd(widths[column]) : text)).join(GAP),
  );
}

function summary({ samples, refused }: InspectReport): string {
  const cells = samples.reduce((sum, sample) => sum + sample.cells, 0);
  const parts = [
    `${counted(samples.length, "sample", "samples")} with ${counted(cells, "cell", "cells")}`,
    `${samples.filter(({ split }) => split === "train").length} to train`,
    `${samples.filter(({ split }) => split === "validation").length} to validate`,
    `${refused.length} refused`,
  ];
  const negatives = samples.filter(({ split, cells: own }) => split !== null && own === 0).length;
  if (negatives > 0) parts.push(`${counted(negatives, "image", "images")} without cells (negative examples)`);
  return `${parts.join(", ")}.`;
}

/** A report as text: a table of samples with their notes, the refusals with their reasons, and a summary. */
export function reportText(report: InspectReport): string {
  const rows = aligned(report.samples.map(columnsOf));
  const samples = report.samples.flatMap(({ notes, pixelSize }, index) => [
    rows[index],
    ...(pixelSize ? [`${GAP}${GAP}Pixel size: ${formatPixelSize(pixelSize)}.`] : []),
    ...notes.map((note) => `${GAP}${GAP}${printable(note)}`),
  ]);
  const refused = report.refused.map(({ file, reason }) => printable(`${file}: ${reason}`));
  return [
    ...samples,
    ...(report.offers ?? []).map(printable),
    ...(refused.length > 0 ? ["Refused:", ...refused.map((line) => `${GAP}${line}`)] : []),
    summary(report),
  ].join("\n");
}
