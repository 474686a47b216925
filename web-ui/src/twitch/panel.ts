import { createServerClock } from "../connection/clock";
import { configuredStatusUrl, whenHelped } from "./helper";
import { createPoller } from "./poll";
import { isWebAddress, type Status } from "./status";
import { BELIEVED_MS, STORY_TEXT, type Story, tell } from "./story";
import { Track } from "./track";
import { showVolume } from "./volume";
import "../styles/tokens.css";
import "./panel.css";

const DEFAULT_STATUS_URL = "/status";
const nowMs = () => performance.now();
const query = new URLSearchParams(location.search);

function element<E extends Element>(id: string, kind: new () => E): E {
  const found = document.getElementById(id);
  if (found instanceof kind) {
    return found;
  }
  throw new Error(`panel.html lacks #${id}`);
}

const panel = element("panel", HTMLElement);
const audio = element("audio", HTMLAudioElement);
const clockText = element("time", HTMLElement);
const progress = element("progress", HTMLElement);
const storyText = element("story", HTMLElement);
const errorText = element("error", HTMLElement);

const clock = createServerClock(nowMs, () => Date.now());
const track = new Track({ audio, serverNowMs: () => clock.nowMs(), onChange: draw });
let statusUrl = askedStatusUrl() ?? DEFAULT_STATUS_URL;
let answeredMs: number | null = null;
let failures = 0;
let last: Status | null = null;
let shown: Story | null = null;

const poller = createPoller({
  url: () => statusUrl,
  nowMs,
  onStatus(status, sample) {
    clock.add(sample);
    answeredMs = nowMs();
    failures = 0;
    last = status;
    track.follow(status);
    draw();
  },
  onFailure(inRow) {
    failures = inRow;
    if (answeredMs !== null && nowMs() - answeredMs > BELIEVED_MS) {
      last = null;
      track.follow(null);
    }
    draw();
  },
});

/** Who tries the panel out may name a server in its address. */
function askedStatusUrl(): string | null {
  const asked = query.get("status");
  return asked !== null && isWebAddress(asked) ? asked : null;
}

function draw(): void {
  const state = track.state();
  const story = tell(state, answeredMs, failures, nowMs());
  if (story !== shown) {
    shown = story;
    panel.dataset.story = story;
    storyText.textContent = STORY_TEXT[story];
  }
  const moving = last?.isPlaying === true && state.mode === "playing";
  panel.dataset.moving = String(moving);
  const offMs = state.errorS === null ? null : Math.round(Math.abs(state.errorS) * 1_000);
  errorText.textContent = story === "in-step" && offMs !== null ? `± ${offMs} ms` : "";
  const { positionS, durationS } = state;
  clockText.textContent = durationS === null ? "" : `${minutes(positionS)} / ${minutes(durationS)}`;
  progress.style.setProperty("--done", durationS === null ? "0" : String(Math.min(1, positionS / durationS)));
}

function minutes(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

function setTheme(theme: string | undefined): void {
  if (theme === "light" || theme === "dark") {
    document.documentElement.dataset.theme = theme;
  }
}

function wake(): void {
  track.even();
  if (!document.hidden) {
    poller.ask();
  }
}

showVolume(audio, () => track.allow());
setTheme(query.get("theme") ?? undefined);
document.addEventListener("visibilitychange", wake);
addEventListener("online", wake);
addEventListener("pageshow", (event) => event.persisted && wake());

if (query.has("stub")) {
  const { installStub } = await import("./stub");
  installStub();
}
whenHelped((ext) => {
  const readConfiguration = () => {
    const url = configuredStatusUrl(ext.configuration.broadcaster?.content);
    if (askedStatusUrl() === null && (url ?? DEFAULT_STATUS_URL) !== statusUrl) {
      statusUrl = url ?? DEFAULT_STATUS_URL;
      clock.reset();
      poller.ask();
    }
  };
  ext.onContext((context) => setTheme(context.theme));
  ext.onVisibilityChanged?.((isVisible) => isVisible && wake());
  ext.configuration.onChanged(readConfiguration);
  readConfiguration();
});
poller.ask();
