import { type KeyboardEvent, useState } from "react";
import { findByLabel } from "./find-by-label.ts";

function stepOf(key: string): number {
  return key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0;
}

/**
 * A search in a list by the labels of its items: the arrow keys move the active item, and Enter takes it.
 * @param onTake called with the active item; undefined if none was found
 */
export function useFound<Item extends { readonly label: string }>(
  items: readonly Item[],
  onTake: (item: Item | undefined) => void,
) {
  const [search, setSearch] = useState("");
  const [active, setActive] = useState(0);
  const found = findByLabel(items, search);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = stepOf(event.key);
    if (step !== 0) setActive((at) => Math.min(found.length - 1, Math.max(0, at + step)));
    else if (event.key === "Enter") onTake(found[active]);
    else return;
    event.preventDefault();
  };
  const onSearch = (next: string) => {
    setSearch(next);
    setActive(0);
  };
  return { search, onSearch, found, active, onPoint: setActive, onKeyDown };
}
