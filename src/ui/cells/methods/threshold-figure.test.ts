import { expect, test } from "vitest";
import { METHODS } from "../../../core/instances/parameters.ts";
import { lineStyle } from "./threshold-figure.ts";

test("no two lines of the plot are equal in colour, dash and marker", () => {
  const styles = (["set", "shown", "baseline", ...METHODS] as const).map((role) => {
    const { token, dash, symbol } = lineStyle(role);
    return [token, dash, symbol].join();
  });
  expect(new Set(styles).size).toBe(styles.length);
});
