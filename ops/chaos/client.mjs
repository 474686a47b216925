// The page's own client of a room, built for Node: what comes back by itself here is what comes back in people's browsers.
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT } from "../launch/spawn.mjs";

const PAGE = join(ROOT, "web-ui");
const PARTS = { audioFrame: "src/protocol/audioFrame.ts", session: "src/room/session.ts", timeline: "src/room/timeline.ts" };

async function built() {
  const { build } = await import(pathToFileURL(createRequire(join(PAGE, "package.json")).resolve("vite")));
  const outDir = mkdtempSync(join(tmpdir(), "tutti-client-"));
  const clear = () => rmSync(outDir, { recursive: true, force: true });
  process.once("exit", clear);
  try {
    await build({
      root: PAGE,
      configFile: false,
      publicDir: false,
      logLevel: "error",
      build: { ssr: true, outDir, emptyOutDir: true, rollupOptions: { input: inPage(PARTS) } },
    });
    const parts = Object.keys(PARTS).map((part) => import(pathToFileURL(join(outDir, `${part}.js`))));
    return Object.assign({}, ...(await Promise.all(parts)));
  } finally {
    clear();
  }
}

function inPage(parts) {
  return Object.fromEntries(Object.entries(parts).map(([name, file]) => [name, join(PAGE, file)]));
}

export const { createRoomSession, decodeAudioFrame, encodeAudioFrame, FRAME_FLAG, FRAME_KIND, targetSeconds } = await built();
