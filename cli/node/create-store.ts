import { createStore } from "zustand/vanilla";

/** `create` of zustand, without the hook for React. */
export const create = createStore;
