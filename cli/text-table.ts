const GAP = "  ";

/** Lines of a table for a terminal: the first column is aligned to the left, the others to the right. */
export function textTable(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_, column) =>
    lines.reduce((most, line) => Math.max(most, line[column].length), 0),
  );
  return lines
    .map(([name, ...numbers]) => {
      const cells = numbers.map((text, column) => text.padStart(widths[column + 1]));
      return [name.padEnd(widths[0]), ...cells].join(GAP);
    })
    .join("\n");
}
