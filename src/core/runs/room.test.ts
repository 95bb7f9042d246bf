import fc from "fast-check";
import { expect, it } from "vitest";
import { bytesOf, filesToDelete, runFileKind, type StoredFiles } from "./room.ts";

const NAMES = ["run.json", "curves.json", "checkpoint.bin", "weights-semantic-last.bin"];

const run = (id: string, startedAt: number, isKept = false, bytes = 10): StoredFiles => ({
  id,
  startedAt,
  isKept,
  files: NAMES.map((name) => ({ name, bytes })),
});

it("deletes checkpoints, then weights, of the oldest run that is not kept", () => {
  const runs = [run("new", 3), run("old", 1, true), run("middle", 2)];
  expect(filesToDelete(runs, 120, 0)).toEqual([]);
  expect(filesToDelete(runs, 120, 1)).toEqual([{ id: "middle", names: ["checkpoint.bin"] }]);
  expect(filesToDelete(runs, 105, 0)).toEqual([
    { id: "middle", names: ["checkpoint.bin", "weights-semantic-last.bin"] },
  ]);
  expect(filesToDelete(runs, 0, 0).map(({ id }) => id)).toEqual(["middle", "new"]);
});

it("never deletes curves or files of kept runs, and frees enough whenever that is possible", () => {
  const runs = fc.array(fc.record({ startedAt: fc.nat(9), isKept: fc.boolean(), bytes: fc.nat(100) }), {
    maxLength: 6,
  });
  fc.assert(
    fc.property(runs, fc.nat(1000), fc.nat(300), (drawn, limit, added) => {
      const all = drawn.map((one, index) => run(`${index}`, one.startedAt, one.isKept, one.bytes));
      const gone = new Map(filesToDelete(all, limit, added).map(({ id, names }) => [id, names]));
      const left = all.flatMap(({ id, files }) => files.filter(({ name }) => !gone.get(id)?.includes(name)));
      for (const one of all) {
        const names = gone.get(one.id) ?? [];
        if (one.isKept) expect(names).toEqual([]);
        for (const name of names) expect(runFileKind(name)).not.toBe("other");
      }
      const spare = all
        .filter(({ isKept }) => !isKept)
        .flatMap(({ id, files }) =>
          files.filter(({ name }) => runFileKind(name) !== "other" && !gone.get(id)?.includes(name)),
        );
      if (bytesOf(left) + added > limit) expect(bytesOf(spare)).toBe(0);
    }),
  );
});
