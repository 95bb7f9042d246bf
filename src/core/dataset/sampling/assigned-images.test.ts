import fc from "fast-check";
import { expect, test } from "vitest";
import { LabError } from "../../errors.ts";
import { assignedImages, assignedJson, describeAssigned, parseAssigned } from "./assigned-images.ts";
import { IMAGE_SETS, type ImageSet } from "./image-sets.ts";

const RECORDS = ["a", "b", "c", "d"].map((id) => ({ id, name: `image ${id}` }));
const sets = (entries: Readonly<Record<string, ImageSet>>) => new Map(Object.entries(entries));

test("the images assigned by hand are listed by name, in the order of the dataset, without removed ones", () => {
  expect(assignedImages(RECORDS, sets({ c: "excluded", a: "validation", gone: "training" }))).toEqual([
    { image: "image a", id: "a", set: "validation" },
    { image: "image c", id: "c", set: "excluded" },
  ]);
});

test("a list is read as it was written, and anything else is refused with a sentence", () => {
  const entry = fc.record({ image: fc.string(), id: fc.string(), set: fc.constantFrom(...IMAGE_SETS) });
  fc.assert(
    fc.property(fc.array(entry), (list) => {
      expect(parseAssigned(JSON.parse(JSON.stringify(assignedJson(list))))).toEqual(list);
    }),
  );
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(() => parseAssigned(value)).toThrow(LabError);
    }),
  );
  const other = { version: 1, assigned: [{ image: "a", id: "a", set: "test" }] };
  expect(() => parseAssigned(other)).toThrow(/damaged or of another version/);
});

test("an archive's list is described by its sets, and by how many images have another set here", () => {
  const stated = assignedImages(RECORDS, sets({ a: "validation", b: "validation", c: "excluded" }));
  expect(describeAssigned([], RECORDS, new Map())).toBe("");
  const first = "Its run had 3 images assigned by hand (2 to validation, 1 excluded).";
  expect(describeAssigned(stated, [], new Map())).toBe(first);
  expect(describeAssigned(stated, RECORDS, sets({ a: "validation", b: "validation", c: "excluded" }))).toBe(
    first,
  );
  const here =
    "2 of them are here with another set; nothing was changed. sets.json in the archive names them.";
  expect(describeAssigned(stated, RECORDS, sets({ a: "validation" }))).toBe(`${first} ${here}`);
});
