/** The values in a table of curves that do not depend on the speed of the machine. */
export function withoutTimes(csv: string): string[] {
  const [header, ...rows] = csv.split("\n").map((line) => line.split(","));
  const kept = (cells: string[]) =>
    cells.filter((_, index) => !header[index]?.includes("Milliseconds")).join();
  return [header, ...rows].map(kept);
}
