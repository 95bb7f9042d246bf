import { describe, expect, it } from "vitest";
import type { ImageRecord } from "../core/dataset/image-record.ts";
import { LabError } from "../core/errors.ts";
import type { ImportEvent } from "./decode.protocol.ts";
import { ImportWatch } from "./import-watch.ts";

const progress = (current: string, total: number): ImportEvent => ({
  kind: "progress",
  done: 0,
  total,
  current,
});
const refused = (file: string): ImportEvent => ({ kind: "refused", refusal: { file, reason: "No." } });
const record = { id: "1", name: "a" } as ImageRecord;

describe("an import over several workers", () => {
  it("blames the image being read, keeps finished ones, and reports nothing twice", () => {
    const heard: ImportEvent[] = [];
    const watch = new ImportWatch((event) => heard.push(event));
    for (const event of [progress("z.zip", 0), refused("junk"), progress("a.png", 3)]) watch.take(event);
    for (const event of [{ kind: "stored", record, isNew: true } as const, progress("b.png", 3)])
      watch.take(event);
    watch.blameCurrent();
    expect(watch.skips()).toEqual({ images: ["a.png", "b.png"], files: [] });

    for (const event of [progress("z.zip", 0), refused("junk"), progress("c.png", 1), progress("", 1)]) {
      watch.take(event);
    }
    expect(watch.result().stored).toEqual([record]);
    expect(watch.result().refused.map(({ file }) => file)).toEqual(["junk", "b.png"]);
    expect(heard.filter((event) => event.kind === "refused")).toHaveLength(2);
  });

  it("blames the file that crashed the reader before pairing", () => {
    const watch = new ImportWatch(undefined);
    watch.take(progress("bad.zip", 0));
    watch.blameCurrent();
    expect(watch.skips()).toEqual({ images: [], files: ["bad.zip"] });
  });

  it("gives up if the worker crashes before any file", () => {
    expect(() => new ImportWatch(undefined).blameCurrent()).toThrow(LabError);
  });
});
