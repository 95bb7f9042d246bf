import { Select } from "@base-ui/react/select";
import { memo } from "react";
import { chooseBase, type LayerId, type PanelCount } from "../../state/field-layers.ts";
import { Icon } from "../controls/Icon.tsx";
import popup from "../controls/popup.module.css";
import styles from "./LayerMenu.module.css";
import { fullName, GROUP_TITLES, LAYERS, type LayerGroup, layerOf } from "./layers.ts";

const GROUPS: readonly LayerGroup[] = ["target", "predicted", "stale"];

export interface LayerMenuProps {
  /** The layer of the panel. */
  readonly id: LayerId;
  /** Number of panels, and the index of this one. */
  readonly count: PanelCount;
  readonly place: number;
  /** The layers that can be chosen. */
  readonly there: ReadonlySet<LayerId>;
}

/** The name of a panel's layer, which opens a menu of all layers. */
export const LayerMenu = memo(function LayerMenu({ id, count, place, there }: LayerMenuProps) {
  const name = fullName(layerOf(id));
  return (
    <Select.Root
      value={id}
      modal={false}
      onValueChange={(next) => {
        if (next !== null) chooseBase(count, place, next);
      }}
    >
      <Select.Trigger className={styles.trigger} aria-label={`${name}, layer of this panel`}>
        {name}
        <Icon name="chevron" />
      </Select.Trigger>
      <Select.Portal>
        <Select.Positioner sideOffset={2} align="start" alignItemWithTrigger={false} className={popup.layer}>
          <Select.Popup className={`${popup.popup} ${styles.popup}`}>
            {GROUPS.map((group) => {
              const own = LAYERS.filter((layer) => layer.group === group && there.has(layer.id));
              return own.length === 0 ? null : (
                <Select.Group key={group}>
                  <Select.GroupLabel className={popup.group}>{GROUP_TITLES[group]}</Select.GroupLabel>
                  {own.map((layer) => (
                    <Select.Item key={layer.id} value={layer.id} className={`${popup.item} ${styles.item}`}>
                      <Select.ItemIndicator className={popup.mark}>
                        <Icon name="check" />
                      </Select.ItemIndicator>
                      <Select.ItemText className={popup.words}>{layer.name}</Select.ItemText>
                    </Select.Item>
                  ))}
                </Select.Group>
              );
            })}
          </Select.Popup>
        </Select.Positioner>
      </Select.Portal>
    </Select.Root>
  );
});
