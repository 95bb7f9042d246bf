/**
 * Asks for a lock and holds it for as long as the calling page or worker lives. Resolves once it is held: at once, or when
 * whoever holds it has ended.
 */
export function holdLock(name: string): Promise<void> {
  return new Promise((held, failed) => {
    const stay = () => {
      held();
      return new Promise(() => {});
    };
    navigator.locks.request(name, stay).catch(failed);
  });
}
