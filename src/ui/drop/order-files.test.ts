import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isHidden, orderFiles } from "./order-files.ts";

const named = (path: string) => ({ path, file: new File([], path) });

describe("order of dropped files", () => {
  test.each([".DS_Store", "set/.git/config", "__MACOSX/set/a.png", "set/Thumbs.db"])(
    "%s is hidden",
    (path) => {
      expect(isHidden(path)).toBe(true);
    },
  );

  test.each(["a.png", "set/images/a.b.png"])("%s is kept", (path) => {
    expect(isHidden(path)).toBe(false);
  });

  test("does not depend on the order in which the browser lists them", () => {
    fc.assert(
      fc.property(
        fc
          .uniqueArray(fc.stringMatching(/^[a-z0-9]{1,4}(\/[a-z0-9]{1,4})?$/))
          .chain((paths) =>
            fc.tuple(fc.constant(paths), fc.shuffledSubarray(paths, { minLength: paths.length })),
          ),
        ([paths, shuffled]) => {
          const order = (list: readonly string[]) => orderFiles(list.map(named)).map(({ path }) => path);
          expect(order(shuffled)).toEqual(order(paths));
        },
      ),
    );
  });

  test("refuses a drop that can only be a mistake", () => {
    const one = named("a");
    expect(() => orderFiles(new Array(200_001).fill(one))).toThrow(/more than 200000/);
  });
});
