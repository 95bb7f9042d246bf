import fc from "fast-check";
import { expect, test } from "vitest";
import { EARLY_STOPPING } from "../recipe/early-stopping.ts";
import type { CallbackSettings } from "../recipe/monitored-by.ts";
import { scheduleOf } from "../recipe/schedules.ts";
import { afterValidation, CallbackRecordError, parseRecord, startRecord } from "./callback-record.ts";

const plateau = { ...scheduleOf("plateau", 1), monitor: "kaggle", patience: 0 } as const;
const BOTH: CallbackSettings = { schedule: plateau, earlyStopping: EARLY_STOPPING, bestBy: "auto" };
const NONE: CallbackSettings = { ...BOTH, schedule: scheduleOf("constant", 1), earlyStopping: null };

test("each callback follows its own score, and ignores validations without it", () => {
  let record = startRecord(BOTH);
  for (const kaggle of [0.5, undefined, 0.4, undefined]) {
    record = afterValidation(BOTH, record, kaggle === undefined ? { loss: 1 } : { loss: 1, kaggle });
  }
  expect(record.plateau).toMatchObject({ rate: 0.1, best: 0.5 });
  expect(record.earlyStop?.reason).toContain("in 3 validations");
  expect(afterValidation(NONE, startRecord(NONE), { loss: 1 })).toEqual({ plateau: null, earlyStop: null });
});

test("going on from the stored state at any validation gives the same states", () => {
  const numbers = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constant(Number.NaN));
  const validations = fc.array(fc.record({ loss: numbers, kaggle: numbers }, { requiredKeys: ["loss"] }));
  fc.assert(
    fc.property(validations, fc.nat(), (all, cut) => {
      let [whole, resumed] = [startRecord(BOTH), startRecord(BOTH)];
      for (const [index, values] of all.entries()) {
        whole = afterValidation(BOTH, whole, values);
        if (index === cut % all.length) resumed = parseRecord(BOTH, JSON.parse(JSON.stringify(resumed)));
        resumed = afterValidation(BOTH, resumed, values);
      }
      expect(resumed).toEqual(whole);
    }),
  );
});

test.each([
  null,
  {},
  { ...startRecord(BOTH), other: 1 },
  { ...startRecord(BOTH), plateau: { rate: 2, best: null, waited: 0, cooldown: 0 } },
  { ...startRecord(BOTH), earlyStop: { best: "1", waited: 0, reason: null } },
])("a damaged state is refused: %j", (value) => {
  expect(() => parseRecord(BOTH, value)).toThrow(CallbackRecordError);
});

test("callbacks that are switched on or off start again or are dropped", () => {
  const record = afterValidation(BOTH, startRecord(BOTH), { loss: 1, kaggle: 0.5 });
  expect(parseRecord(NONE, record)).toEqual({ plateau: null, earlyStop: null });
  expect(parseRecord(BOTH, startRecord(NONE))).toEqual(startRecord(BOTH));
  const stopping = { ...BOTH, schedule: scheduleOf("constant", 1) };
  expect(parseRecord(stopping, record)).toEqual({ plateau: null, earlyStop: record.earlyStop });
});
