import fc from "fast-check";
import { expect, it } from "vitest";
import { RECIPES } from "../recipe/presets.ts";
import { dataChanges } from "./data-changes.ts";
import { NewerRunError, parseRunRecord, RunRecordError, runDocument } from "./parse-run-record.ts";
import { newRunId } from "./run-id.ts";
import { type RunImages, summariseImages } from "./run-images.ts";
import { freeRunName, newRunName } from "./run-name.ts";
import { exampleRecord } from "./testing/example-record.ts";

const record = exampleRecord();
const stored = () => JSON.parse(JSON.stringify(runDocument(record))) as Record<string, unknown>;

it("round-trips through its document", () => {
  expect(parseRunRecord(stored(), record.id)).toEqual(record);
});

it("of a newer version is refused by name, also if only its recipe is newer", () => {
  const recipe = { ...RECIPES.quick, version: 99 };
  for (const document of [{ version: 2 }, { ...stored(), version: 7 }, { ...stored(), recipe }]) {
    expect(() => parseRunRecord(document, record.id)).toThrow(NewerRunError);
    expect(() => parseRunRecord(document, record.id)).toThrow(record.id);
  }
});

it("with damage is refused, naming the run and the field", () => {
  const [first] = record.stageRecords;
  const damaged: Readonly<Record<string, object>> = {
    id: { ...stored(), id: "../images" },
    pinned: { ...stored(), pinned: "yes" },
    seed: { ...stored(), recipe: { ...RECIPES.quick, seed: -1 } },
    stageRecords: { ...stored(), stageRecords: [first, first] },
    "status.kind": { ...stored(), status: { kind: "lost" } },
  };
  for (const [field, document] of Object.entries(damaged)) {
    expect(() => parseRunRecord(document, record.id)).toThrow(RunRecordError);
    expect(() => parseRunRecord(document, record.id)).toThrow(field);
    expect(() => parseRunRecord(document, record.id)).toThrow(record.id);
  }
  expect(() => parseRunRecord(stored(), "run-other-0000")).toThrow(`It describes ${record.id}`);
});

it("never throws anything but a sentence on any JSON", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(...Object.keys(stored()), "nothing"), (value, field) => {
      for (const document of [value, { ...stored(), [field]: value }]) {
        try {
          parseRunRecord(document, record.id);
        } catch (error) {
          expect(error).toBeInstanceOf(RunRecordError);
        }
      }
    }),
  );
});

it("gets ids that sort by their start and names that no other run has", () => {
  expect(newRunId(1, 0)).toBe("run-1-0000");
  expect(newRunId(1_796_000_000_000, 0.999999999) > newRunId(1_795_999_999_999, 0)).toBe(true);
  const taken = new Set<string>();
  for (let count = 0; count < 4096; count++) taken.add(newRunName(count / 4096, taken));
  expect(taken.size).toBe(4096);
  expect(newRunName(0.5, taken)).toMatch(/^[a-z]+ [a-z]+ 2$/);
});

const image = (name: string, id = name) => ({ id, name, rows: 8, columns: 8, cells: 2 });

it("tells which images changed since", async () => {
  const before: RunImages = {
    training: ["a", "b", "c"].map((name) => image(name)),
    validation: [image("d")],
  };
  expect(dataChanges(before, before)).toEqual([]);
  const training = [image("a", "other"), image("e"), image("f"), image("g"), image("h")];
  expect(dataChanges(before, { training, validation: [] })).toEqual([
    "2 training images removed: b, c.",
    "4 training images added: e, f, g, 1 more.",
    "1 training image changed: a.",
    "1 validation image removed: d.",
  ]);
  const turned = { ...before, training: before.training.toReversed() };
  expect(dataChanges(before, turned)).toEqual(["The training images are in another order."]);
  const prints = await Promise.all([before, { ...before }, turned].map(summariseImages));
  expect(prints[0]).toEqual(prints[1]);
  expect(prints[2].fingerprint).not.toBe(prints[0].fingerprint);
  const swapped = { training: [...before.validation, ...before.training.slice(1)], validation: [image("a")] };
  expect((await summariseImages(swapped)).images).toBe(prints[0].images);
  expect((await summariseImages({ training, validation: [] })).images).not.toBe(prints[0].images);
  expect(prints[0]).toMatchObject({ trainingImages: 3, validationImages: 1, cells: 6 });
});

it("numbers a chosen name that another run has, within the length of names", () => {
  expect(freeRunName("seed 1", new Set(["seed 2"]))).toBe("seed 1");
  expect(freeRunName("seed 1", new Set(["seed 1", "seed 1 (2)"]))).toBe("seed 1 (3)");
  const long = "n".repeat(80);
  const first = freeRunName(long, new Set());
  expect([first.length, freeRunName(long, new Set([first])).length]).toEqual([60, 60]);
});
