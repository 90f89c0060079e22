// The store: a zustand cell around the reducer. Engine events are queued and applied at most four times a second.

import { createStore, type StoreApi } from "zustand/vanilla";
import type { EngineEvent } from "../engine/protocol.ts";
import { type Action, INITIAL_STATE, type PageState, reduce } from "./reduce.ts";

export const FLUSH_INTERVAL_MS = 250;

export interface PageStore extends StoreApi<PageState> {
  dispatch(action: Action): void;
  /** Queues events; the first of a quiet period is shown at once. */
  receive(events: readonly EngineEvent[]): void;
}

export function createPageStore(): PageStore {
  const store = createStore<PageState>(() => INITIAL_STATE);
  let queue: EngineEvent[] = [];
  let waiting = false;

  const dispatch = (action: Action): void => store.setState(reduce(store.getState(), action), true);
  const flush = (): void => {
    if (queue.length === 0) {
      waiting = false;
      return;
    }
    const events = queue;
    queue = [];
    dispatch({ type: "engine-events", events });
    setTimeout(flush, FLUSH_INTERVAL_MS);
  };
  const receive = (events: readonly EngineEvent[]): void => {
    queue.push(...events);
    if (waiting) return;
    waiting = true;
    queueMicrotask(flush); // after the caller has told the reducer which run it asked for
  };
  return { ...store, dispatch, receive };
}
