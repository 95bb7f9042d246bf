import { Select as BaseSelect } from "@base-ui/react/select";
import { Explained } from "./Explained.tsx";
import styles from "./field-row.module.css";
import { Icon } from "./Icon.tsx";
import popup from "./popup.module.css";

export interface SelectOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** A second line that explains the option. */
  readonly detail?: string | undefined;
}

export interface SelectProps<Value extends string> {
  /** Visible label and accessible name. */
  readonly label: string;
  /** Keeps the label for assistive technology only, if adjacent text already contains it. */
  readonly labelHidden?: boolean | undefined;
  readonly value: Value;
  readonly options: readonly SelectOption<Value>[];
  readonly onChange: (value: Value) => void;
  readonly explanation?: string | undefined;
  readonly disabled?: boolean | undefined;
}

/** A choice from a drop-down list. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { label, labelHidden, value, options, onChange, explanation, disabled } = props;
  return (
    <BaseSelect.Root
      value={value}
      items={options}
      disabled={disabled}
      modal={false}
      onValueChange={(next) => {
        if (next !== null) onChange(next);
      }}
    >
      <div className={styles.row} data-disabled={disabled || undefined}>
        <div className={labelHidden ? "visually-hidden" : styles.words}>
          <Explained about={label} explanation={explanation}>
            <BaseSelect.Label>{label}</BaseSelect.Label>
          </Explained>
        </div>
        <BaseSelect.Trigger className={styles.select}>
          <BaseSelect.Value />
          <BaseSelect.Icon>
            <Icon name="chevron" />
          </BaseSelect.Icon>
        </BaseSelect.Trigger>
      </div>
      <BaseSelect.Portal>
        <BaseSelect.Positioner
          sideOffset={4}
          align="end"
          alignItemWithTrigger={false}
          className={popup.layer}
        >
          <BaseSelect.Popup className={`${popup.popup} ${styles.options}`}>
            {options.map((option) => (
              <BaseSelect.Item
                key={option.value}
                value={option.value}
                className={`${popup.item} ${styles.option}`}
              >
                <BaseSelect.ItemIndicator className={popup.mark}>
                  <Icon name="check" />
                </BaseSelect.ItemIndicator>
                <BaseSelect.ItemText className={popup.words}>{option.label}</BaseSelect.ItemText>
                {option.detail ? <span className={styles.optionDetail}>{option.detail}</span> : null}
              </BaseSelect.Item>
            ))}
          </BaseSelect.Popup>
        </BaseSelect.Positioner>
      </BaseSelect.Portal>
    </BaseSelect.Root>
  );
}
