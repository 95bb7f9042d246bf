import { expect, test } from "vitest";
import { describeAssignment } from "./describe-assignment.ts";

test("changed images are counted, and those that could not join the set", () => {
  expect(describeAssignment({ set: "validation", changed: 6, withoutMask: 0 })).toBe(
    "6 changed to validation.",
  );
  expect(describeAssignment({ set: "training", changed: 0, withoutMask: 2 })).toBe(
    "0 changed to training. 2 without a mask not changed.",
  );
  expect(describeAssignment({ set: null, changed: 1, withoutMask: 0 })).toBe("1 changed to automatic.");
});
