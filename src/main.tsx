// The page: store, engine and view put together. The recorded run is shown first; the engine loads behind it.

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createEngineClient } from "./engine/client.ts";
import { loadRecording } from "./engine/replay.ts";
import { keepForOffline } from "./offline.ts";
import { decodeShareLink } from "./scenario/share-link.ts";
import { createPageStore } from "./store/page-store.ts";
import { AskView } from "./views/ask/AskView.tsx";
import "./page.css";

const store = createPageStore();
const client = createEngineClient();

function openLink(): void {
  if (location.hash.length <= 1) return;
  const { run } = store.getState();
  store.dispatch({ type: "link-opened", link: decodeShareLink(location.hash) });
  // The link took the place of the run: nobody could see or stop it any more.
  if (run?.outcome === "running" && store.getState().run === null) client.cancel(run.runId);
}

openLink();
window.addEventListener("hashchange", openLink);

void loadRecording(new URL("recordings/first.json", document.baseURI).href).then((events) => {
  store.dispatch({ type: "recording-loaded", events });
});
client.start(store.receive);

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no element with id root");
createRoot(root).render(
  <StrictMode>
    <AskView store={store} client={client} />
  </StrictMode>,
);
// The development server's files change under way.
if (import.meta.env.PROD) window.addEventListener("load", () => void keepForOffline());
