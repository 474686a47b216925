import { StrictMode, startTransition } from "react";
import { createRoot } from "react-dom/client";
import "./styles/base.css";
import { App } from "./ui/App";
import { startTheme } from "./ui/theme";

startTheme();

const root = document.getElementById("root");
if (root) {
  // As a transition the first rendering gives way every few milliseconds: a slow phone still answers to a touch meanwhile.
  startTransition(() =>
    createRoot(root).render(
      <StrictMode>
        <App />
      </StrictMode>,
    ),
  );
}
