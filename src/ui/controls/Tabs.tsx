import { Tabs as BaseTabs } from "@base-ui/react/tabs";
import type { ReactNode } from "react";
import styles from "./Tabs.module.css";

export interface TabContent<Name extends string> {
  readonly name: Name;
  readonly label: string;
  readonly content: ReactNode;
}

export interface TabsProps<Name extends string> {
  /** Subject of the tabs, for assistive technology. */
  readonly label: string;
  readonly tabs: readonly TabContent<Name>[];
  readonly value: Name;
  readonly onChange: (name: Name) => void;
}

/** Stacked pages, one of them visible. */
export function Tabs<Name extends string>({ label, tabs, value, onChange }: TabsProps<Name>) {
  return (
    <BaseTabs.Root value={value} onValueChange={(next: Name) => onChange(next)} className={styles.root}>
      <BaseTabs.List aria-label={label} className={styles.list}>
        {tabs.map((tab) => (
          <BaseTabs.Tab key={tab.name} value={tab.name} className={styles.tab}>
            {tab.label}
          </BaseTabs.Tab>
        ))}
        <BaseTabs.Indicator className={styles.indicator} />
      </BaseTabs.List>
      {tabs.map((tab) => (
        <BaseTabs.Panel key={tab.name} value={tab.name} className={styles.panel}>
          {tab.content}
        </BaseTabs.Panel>
      ))}
    </BaseTabs.Root>
  );
}
