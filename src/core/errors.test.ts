import { expect, it } from "vitest";
import { LabError, sentenceOf } from "./errors.ts";

class OwnError extends LabError {}

it("shows the message of a LabError", () => {
  expect(sentenceOf(new OwnError("a.png is damaged. Copy it again."))).toBe(
    "a.png is damaged. Copy it again.",
  );
});

it.each([new TypeError("x is undefined"), "text", null])("hides the message of %s", (raw) => {
  expect(sentenceOf(raw)).toBe("An unexpected error occurred. Reload the page; the images are kept.");
});
