import { create } from "zustand";

/** Titles of the open sections of the recipe, which stay open while another step is shown. */
export const useOpenSections = create<{ readonly open: ReadonlySet<string> }>(() => ({ open: new Set() }));

/** Opens or closes a section. */
export function openSection(title: string, isOpen: boolean): void {
  useOpenSections.setState(({ open }) => {
    const others = [...open].filter((other) => other !== title);
    return { open: new Set(isOpen ? [...others, title] : others) };
  });
}
