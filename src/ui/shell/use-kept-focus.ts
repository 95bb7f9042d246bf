import { useEffect } from "react";

/** Marks a part of the page that passes the focus on when its focused element is removed. */
export const KEEPS_FOCUS = { "data-keeps-focus": "" };

/** Dialogs, menus and the like, which give the focus back themselves if they can. */
const ABOVE_PAGE = "[data-base-ui-portal]";

/**
 * Target of the focus after its loss in a part: the tab of the view; the selected image; what opens the folded side
 * panel; or the first button.
 */
function nextFocus(part: Element): HTMLElement | null {
  if (part.isConnected && part.matches("main")) return part.querySelector("button[aria-pressed=true]");
  const list = document.querySelector("[data-image-list]");
  if (list) return list.querySelector<HTMLElement>("[data-image] button[aria-pressed=true]");
  const opener = document.querySelector<HTMLElement>("[data-opens-side]");
  return (
    opener ?? document.querySelector<HTMLElement>("aside button:enabled, [data-keeps-focus] button:enabled")
  );
}

/**
 * Passes the focus on when the focused button is removed, with the welcome page after an import or with a
 * dismissed line: with the focus on the body, the keyboard would start again at the top of the page.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    let last: { readonly focused: Element; readonly part: Element } | null = null;
    const remember = ({ target }: FocusEvent) => {
      if (!(target instanceof Element) || target.closest(ABOVE_PAGE)) return;
      const part = target.closest("[data-keeps-focus]");
      last = part && { focused: target, part };
    };
    // A click on an empty area is meant to leave; a button that was disabled or removed was not left.
    const leave = ({ target }: PointerEvent) => {
      if (target instanceof Element && !target.closest("button, input, a, [tabindex]")) last = null;
    };
    const observer = new MutationObserver(() => {
      if (!last || last.focused.isConnected || document.activeElement !== document.body) return;
      const { part } = last;
      const next = nextFocus(part);
      if (!next) return;
      last = null;
      // A row of a long table is removed by scrolling, which must not be undone.
      next.focus({ preventScroll: part.matches("main") });
    });
    observer.observe(document.body, { childList: true, subtree: true });
    document.addEventListener("focusin", remember);
    document.addEventListener("pointerdown", leave);
    return () => {
      observer.disconnect();
      document.removeEventListener("focusin", remember);
      document.removeEventListener("pointerdown", leave);
    };
  }, []);
}
