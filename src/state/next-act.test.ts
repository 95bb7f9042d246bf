import { describe, expect, test } from "vitest";
import { nextAct } from "./next-act.ts";

const NEW = {
  step: "images",
  hasImages: true,
  hasLabelled: true,
  isBusy: false,
  isTrained: false,
  hasCells: false,
} as const;

describe("nextAct", () => {
  test("nothing is offered without images or while something is in progress", () => {
    expect(nextAct({ ...NEW, hasImages: false })).toBeNull();
    expect(nextAct({ ...NEW, isBusy: true })).toBeNull();
  });

  test("networks without images need images", () => {
    const imported = { ...NEW, step: "export", hasImages: false, isTrained: true } as const;
    expect(nextAct(imported)).toBe("images");
    expect(nextAct({ ...imported, step: "images" })).toBeNull();
  });

  test("labelled images are checked, then a recipe is chosen, then training is started", () => {
    expect(nextAct(NEW)).toBe("check");
    expect(nextAct({ ...NEW, step: "check" })).toBe("recipe");
    expect(nextAct({ ...NEW, step: "train" })).toBe("train");
  });

  test("images without masks need masks, unless networks are there already", () => {
    expect(nextAct({ ...NEW, hasLabelled: false })).toBe("pair");
    expect(nextAct({ ...NEW, hasLabelled: false, isTrained: true })).toBe("find");
  });

  test("after training cells are found, and found cells are exported", () => {
    expect(nextAct({ ...NEW, step: "train", isTrained: true })).toBe("find");
    expect(nextAct({ ...NEW, step: "cells", isTrained: true, hasCells: true })).toBe("export");
    expect(nextAct({ ...NEW, step: "export", isTrained: true, hasCells: true })).toBeNull();
  });
});
