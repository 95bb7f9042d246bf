import { TRANSFORMS } from "../augment/transforms.ts";
import type { RecipePath } from "./recipe-path.ts";
import { STAGE_FIELDS } from "./stage-fields.ts";

/** Unit in which the page shows a number of the recipe. */
export interface SettingUnit {
  /** Empty for a dimensionless number. */
  readonly unit: string;
  /** Whether the recipe has a fraction where the page shows per cent. */
  readonly isFraction: boolean;
}

const NONE: SettingUnit = { unit: "", isFraction: false };
const PER_CENT: SettingUnit = { unit: "%", isFraction: true };

const NAMED: Readonly<Record<string, SettingUnit>> = {
  validationFraction: PER_CENT,
  emptyCropFraction: PER_CENT,
  cellCropFraction: PER_CENT,
  "synthetic.fraction": PER_CENT,
  "synthetic.until": PER_CENT,
  crop: { unit: "px", isFraction: false },
  targetMargin: { unit: "px", isFraction: false },
  countCellsEvery: { unit: "epochs", isFraction: false },
  "validation.first.side": { unit: "px", isFraction: false },
  "validation.second.side": { unit: "px", isFraction: false },
};

function ofTransform(name: string, field: string): SettingUnit {
  if (field === "probability") return PER_CENT;
  const transform = Object.entries(TRANSFORMS).find(([one]) => one === name)?.[1];
  const strengths: Readonly<Record<string, { readonly unit: string }>> = transform?.strengths ?? {};
  return Object.hasOwn(strengths, field) ? { unit: strengths[field].unit, isFraction: false } : NONE;
}

function ofStage(part: string, field: string): SettingUnit {
  for (const fields of STAGE_FIELDS[part] ?? []) {
    const found = Object.hasOwn(fields, field) ? fields[field] : null;
    const unit = found?.kind === "number" ? found.control?.unit : undefined;
    if (unit !== undefined) return { unit, isFraction: unit === "%" };
  }
  return NONE;
}

/** Unit of a number at a path of the recipe, as in its control on the page. */
export function settingUnit(path: RecipePath): SettingUnit {
  const [group, name = "", part = "", field = ""] = path;
  if (group === "augmentation") return ofTransform(name, part);
  if (group === "stages") return ofStage(part, field);
  return NAMED[path.join(".")] ?? NONE;
}
