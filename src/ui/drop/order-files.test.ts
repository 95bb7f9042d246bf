import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { orderFiles } from "./order-files.ts";

const named = (path: string) => ({ path, file: new File([], path) });
const order = (list: readonly string[]) => orderFiles(list.map(named)).map(({ path }) => path);

describe("order of dropped files", () => {
  test.each([".DS_Store", "set/.git/config", "__MACOSX/set/a.png", "set/Thumbs.db"])(
    "skips %s, a system file",
    (path) => {
      expect(order(["set/a.png", path])).toEqual(["set/a.png"]);
    },
  );

  test.each(["a.png", "set/images/a.b.png", ".hidden.png", "set/.cache/a.png"])(
    "passes %s on to the import, which reports it",
    (path) => {
      expect(order([path])).toEqual([path]);
    },
  );

  test("does not depend on the browser's order", () => {
    fc.assert(
      fc.property(
        fc
          .uniqueArray(fc.stringMatching(/^[a-z0-9]{1,4}(\/[a-z0-9]{1,4})?$/))
          .chain((paths) =>
            fc.tuple(fc.constant(paths), fc.shuffledSubarray(paths, { minLength: paths.length })),
          ),
        ([paths, shuffled]) => {
          expect(order(shuffled)).toEqual(order(paths));
        },
      ),
    );
  });

  test("refuses a drop of implausible size", () => {
    const one = named("a");
    expect(() => orderFiles(new Array(200_001).fill(one))).toThrow(/more than 200000/);
  });
});
