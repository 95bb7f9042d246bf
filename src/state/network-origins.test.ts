import { describe, expect, it } from "vitest";
import {
  describeOrigin,
  describeSet,
  groupByOrigin,
  type Origin,
  originText,
  withOrigin,
} from "./network-origins.ts";

const at = (hours: number, minutes: number) => new Date(2026, 10, 30, hours, minutes).getTime();
const NOW = at(12, 0);
const run = (hours: number, minutes: number): Origin => ({ kind: "run", startedAt: at(hours, minutes) });
const file: Origin = { kind: "import", file: "weights.zip" };

describe("origins of networks", () => {
  it("are distinguished by run and file, in the order of the pipeline", () => {
    const first = withOrigin({}, ["semantic", "direction", "energy"], run(3, 8));
    const mixed = withOrigin(first, ["semantic"], run(4, 12));
    expect(groupByOrigin(mixed)).toEqual([
      [run(4, 12), ["semantic"]],
      [run(3, 8), ["direction", "energy"]],
    ]);
  });

  it("are the joint run for both its networks", () => {
    const first = withOrigin({}, ["direction", "energy"], run(3, 8));
    expect(groupByOrigin(withOrigin(first, ["joint"], run(4, 0)))).toEqual([
      [run(4, 0), ["direction", "energy"]],
    ]);
  });

  it("name a set by its last run, else by its file", () => {
    const mixed = withOrigin(withOrigin({}, ["semantic"], run(3, 8)), ["energy"], run(2, 0));
    expect(describeSet(mixed, NOW)).toBe("the networks of 03:08");
    expect(describeSet(withOrigin({}, ["energy"], file), NOW)).toBe("the networks of weights.zip");
    expect(describeSet({}, NOW)).toBe("the earlier networks");
  });

  it("name a start that comes with the page", () => {
    const start: Origin = { kind: "start", name: "nuclei" };
    expect(describeOrigin(start, NOW)).toBe("the built-in start for nuclei in fluorescence");
    expect(originText(start)).toBe("from the built-in start for nuclei in fluorescence");
    expect(describeSet(withOrigin({}, ["shared"], start), NOW)).toBe(describeOrigin(start, NOW));
  });

  it("are written on one line, whatever the file is called", () => {
    expect(originText({ kind: "run", startedAt: Date.UTC(2026, 10, 30, 3, 8) })).toBe(
      "from the run that began at 2026-11-30T03:08:00.000Z",
    );
    expect(originText({ kind: "import", file: 'a"\nb.zip' })).toBe('imported from "a\\"\\nb.zip"');
  });
});
