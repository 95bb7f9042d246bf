import type { Stage } from "../../core/recipe/recipe.ts";
import { labelOf, type RecipeFields } from "../../core/recipe/recipe-field.ts";
import type { RecipePath } from "../../core/recipe/recipe-path.ts";
import { Marked } from "./Marked.tsx";
import { RecipeFieldControl } from "./RecipeFieldControl.tsx";

export interface RecipeFieldRowsProps {
  readonly fields: RecipeFields;
  readonly stage: Stage;
  /** Path of the part of the recipe that has the fields. */
  readonly path: RecipePath;
  readonly values: Readonly<Record<string, unknown>>;
  readonly onChange: (name: string, value: string | number | boolean) => void;
}

/** Rows of the fields of a part of the recipe, each with its mark. */
export function RecipeFieldRows({ fields, stage, path, values, onChange }: RecipeFieldRowsProps) {
  return Object.entries(fields).map(([name, field]) => {
    const label = labelOf(field);
    if (label === null) return null;
    return (
      <Marked key={name} name={label} path={[...path, name]}>
        <RecipeFieldControl
          field={field}
          stage={stage}
          value={values[name]}
          onChange={(value) => onChange(name, value)}
        />
      </Marked>
    );
  });
}
