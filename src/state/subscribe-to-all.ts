interface Observable {
  subscribe(changed: () => void): () => void;
}

/** One subscription to several stores, as `useSyncExternalStore` takes it. */
export function subscribeToAll(stores: readonly Observable[]): Observable["subscribe"] {
  return (changed) => {
    const unsubscribe = stores.map((store) => store.subscribe(changed));
    return () => {
      for (const stop of unsubscribe) stop();
    };
  };
}
