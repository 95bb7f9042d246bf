import { useId } from "react";
import type { SettingField } from "../../core/recipe/setting-fields.ts";
import { SearchField } from "../controls/SearchField.tsx";
import { useFound } from "../controls/use-found.ts";
import styles from "./FieldChoice.module.css";

export interface FieldChoiceProps {
  readonly fields: readonly SettingField[];
  readonly onChoose: (field: SettingField) => void;
}

/** Any setting of the recipe, found by typing a part of its name. */
export function FieldChoice({ fields, onChoose }: FieldChoiceProps) {
  const id = useId();
  const take = (field: SettingField | undefined) => field && onChoose(field);
  const { search, onSearch, found, active, onPoint, onKeyDown } = useFound(fields, take);
  return (
    <div className={styles.choice}>
      <SearchField
        label="Setting to vary"
        value={search}
        onChange={onSearch}
        list={{ id, active: found.length > 0 ? `${id}-${active}` : null, onKeyDown }}
      />
      <div id={id} role="listbox" aria-label="Settings" className={styles.list}>
        {found.map((field, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the search field
          // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the search field
          <div
            key={field.path.join(".")}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            className={styles.field}
            ref={(element) => {
              if (index === active) element?.scrollIntoView({ block: "nearest" });
            }}
            onClick={() => onChoose(field)}
            onPointerMove={() => onPoint(index)}
          >
            {field.label}
          </div>
        ))}
      </div>
      {found.length === 0 ? <p className={styles.none}>No setting has this name.</p> : null}
    </div>
  );
}
