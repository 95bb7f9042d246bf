import { beforeAll, expect, test, vi } from "vitest";
import { USUAL_FORMATS } from "../core/mask-formats.ts";

beforeAll(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
});

const choice = () => import("./mask-format-choice.ts");

test("a first visit has the usual formats; a choice is kept for the next, even that of none", async () => {
  const { chooseFormat, useMaskFormats } = await choice();
  expect(useMaskFormats.getState().chosen).toEqual(USUAL_FORMATS);
  chooseFormat("coco", true);
  chooseFormat("measurements", false);
  expect(useMaskFormats.getState().chosen).toEqual(["png", "coco"]);
  vi.resetModules();
  const next = await choice();
  expect(next.useMaskFormats.getState().chosen).toEqual(["png", "coco"]);
  next.chooseFormat("png", false);
  next.chooseFormat("coco", false);
  vi.resetModules();
  expect((await choice()).useMaskFormats.getState().chosen).toEqual([]);
});

test("formats of another version and damaged text are ignored", async () => {
  const { parseFormats } = await choice();
  expect(parseFormats('["submission", "gif", "png"]')).toEqual(["png", "submission"]);
  expect(parseFormats("{")).toEqual(USUAL_FORMATS);
  expect(parseFormats('{"png": true}')).toEqual(USUAL_FORMATS);
});
