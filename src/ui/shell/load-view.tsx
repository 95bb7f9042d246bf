import { type ComponentType, lazy } from "react";

function NotLoaded() {
  return <p role="alert">This view could not be loaded. Check the connection and reload the page.</p>;
}

/** A view whose code is loaded when it is first shown, which keeps the first download small. */
export function loadView<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  return lazy(async () => ({
    default: await load().catch((): ComponentType<Props> => NotLoaded),
  }));
}
