// The page: store, engine and view put together. The recorded run is shown first; the engine loads behind it.

import { lazy, StrictMode, Suspense, useSyncExternalStore } from "react";
import { createRoot } from "react-dom/client";
import { useStore } from "zustand";
import { createEngineClient } from "./engine/client.ts";
import { loadRecording } from "./engine/replay.ts";
import { keepForOffline } from "./offline.ts";
import { isProgramLink } from "./scenario/program-link.ts";
import { decodeShareLink } from "./scenario/share-link.ts";
import { createPageStore } from "./store/page-store.ts";
import { AskView } from "./views/ask/AskView.tsx";
import { keepDrafts, keptDraft } from "./views/ask/kept-draft.ts";
import { PageShell, type ViewName } from "./views/PageShell.tsx";
import "./page.css";

const SolveView = lazy(() => import("./views/solve/SolveView.tsx"));
const DeviceView = lazy(() => import("./views/device/DeviceView.tsx"));
const MethodView = lazy(() => import("./views/method/MethodView.tsx"));

const store = createPageStore();
const client = createEngineClient();

/** A link to a program, or "#solve", is for the Solve view, "#device" and "#method" (and its sections) for theirs; everything else for Ask. */
function viewOf(hash: string): ViewName {
  if (/^#method\b/.test(hash)) return "method";
  if (hash === "#device") return "device";
  return hash === "#solve" || isProgramLink(hash) ? "solve" : "ask";
}

function enterPlace(place: string): void {
  const { run } = store.getState();
  store.dispatch({ type: "place-entered", place, link: place === "" ? null : decodeShareLink(place) });
  // Another address took the place of the run: nobody could see or stop it any more.
  if (run?.outcome === "running" && store.getState().run?.runId !== run.runId) client.cancel(run.runId);
}

function followAddress(): void {
  if (viewOf(location.hash) === "ask") enterPlace(location.hash);
}

followAddress();
window.addEventListener("hashchange", followAddress);
// After a reload; the address of another view says nothing about this one.
const kept = keptDraft();
if (kept !== null && (kept.place === location.hash || viewOf(location.hash) !== "ask")) {
  enterPlace(kept.place);
  store.dispatch({ type: "draft-changed", draft: kept.draft });
}
keepDrafts(store);

void loadRecording(new URL("recordings/first.json", document.baseURI).href).then((events) => {
  store.dispatch({ type: "recording-loaded", events });
});
client.start(store.receive);
client.prepare(store.getState().draft);
store.subscribe(({ draft }) => client.prepare(draft));

function subscribeToHash(listener: () => void): () => void {
  window.addEventListener("hashchange", listener);
  return () => window.removeEventListener("hashchange", listener);
}

function Page() {
  const hash = useSyncExternalStore(subscribeToHash, () => location.hash);
  const place = useStore(store, (state) => state.place);
  const view = viewOf(hash);
  return (
    <PageShell view={view} askHash={place}>
      <Suspense fallback={<p role="status">Loading this view</p>}>
        {view === "ask" ? <AskView store={store} client={client} /> : view === "solve" ? <SolveView hash={hash} /> : view === "device" ? <DeviceView store={store} /> : <MethodView hash={hash} />}
      </Suspense>
    </PageShell>
  );
}

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no element with id root");
createRoot(root).render(
  <StrictMode>
    <Page />
  </StrictMode>,
);
// The development server's files change under way.
if (import.meta.env.PROD) window.addEventListener("load", () => void keepForOffline());
