import { useEffect, useLayoutEffect, useRef } from "react";
import { COMMANDS } from "../../state/commands.ts";
import { type MainView, useViewStore } from "../../state/view.ts";
import type { IconName } from "../controls/Icon.tsx";
import { CommandButton } from "./CommandButton.tsx";
import styles from "./ViewButtons.module.css";

const VIEWS: readonly { readonly view: MainView; readonly icon: IconName }[] = [
  { view: "fields", icon: "fields" },
  { view: "cells", icon: "cells" },
  { view: "engine", icon: "engine" },
  { view: "pairing", icon: "table" },
];

/** The view whose button had the focus when it disappeared with the bar around it. */
let tookFocusAway: string | null = null;

/**
 * Switches between the views in the middle of the page. Each view has its own buttons, and the focus moves
 * from one to the next.
 */
export function ViewButtons() {
  const main = useViewStore((view) => view.main);
  const group = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const own = group.current;
    return () => {
      const focused = document.activeElement;
      if (focused instanceof HTMLElement && own?.contains(focused)) {
        tookFocusAway = focused.closest<HTMLElement>("[data-view]")?.dataset.view ?? null;
      }
    };
  }, []);
  useEffect(() => {
    if (tookFocusAway === null) return;
    const button = (place: string) => group.current?.querySelector<HTMLElement>(place);
    const same = button(`[data-view=${tookFocusAway}] button`);
    (same ?? button("[aria-pressed=true]"))?.focus();
    tookFocusAway = null;
  }, []);
  // The table of pairs has its button beside the list of images: here it is only offered for closing it.
  const shown = VIEWS.filter(({ view }) => view !== "pairing" || main === "pairing");
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for things to fill in
    <div ref={group} className={styles.views} role="group" aria-label="View">
      {shown.map(({ view, icon }) => (
        <span key={view} data-view={view}>
          <CommandButton command={COMMANDS[view]} icon={icon} variant="quiet" pressed={view === main} />
        </span>
      ))}
    </div>
  );
}
