const KEY = "tutti.twitch.volume";
const AT_FIRST = 0.7;

/**
 * Twitch asks that an extension begins silent and lets the viewer choose how loud it is. So the volume is remembered, but
 * that somebody listened is not.
 */
export function showVolume(audio: HTMLAudioElement, allow: () => void): void {
  const listen = document.getElementById("listen");
  const label = document.getElementById("listen-label");
  const slider = document.getElementById("volume");
  const row = document.getElementById("volume-row");
  if (!(listen instanceof HTMLButtonElement && slider instanceof HTMLInputElement && row && label)) {
    throw new Error("panel.html lacks its controls");
  }
  audio.muted = true;
  // An iPhone keeps the volume to its own buttons: then there is only on and off.
  audio.volume = 0.5;
  row.hidden = audio.volume !== 0.5;
  audio.volume = remembered();

  const show = () => {
    const heard = !audio.muted && audio.volume > 0;
    listen.dataset.heard = String(heard);
    label.textContent = heard ? "Mute" : "Listen";
    listen.setAttribute("aria-label", heard ? "Mute the music" : "Listen to the music");
    slider.value = String(Math.round(audio.volume * 100));
    slider.setAttribute("aria-valuetext", `${slider.value} %${audio.muted ? ", muted" : ""}`);
    slider.style.setProperty("--level", audio.muted ? "0%" : `${slider.value}%`);
  };
  listen.addEventListener("click", () => {
    const heard = !audio.muted && audio.volume > 0;
    audio.muted = heard;
    if (!heard) {
      audio.volume = audio.volume > 0 ? audio.volume : AT_FIRST;
      allow();
    }
  });
  slider.addEventListener("input", () => {
    audio.volume = slider.valueAsNumber / 100;
    audio.muted = audio.volume === 0;
    remember(audio.volume);
    allow();
  });
  audio.addEventListener("volumechange", show);
  show();
}

function remembered(): number {
  try {
    const value = Number(localStorage.getItem(KEY) ?? AT_FIRST);
    return value > 0 && value <= 1 ? value : AT_FIRST;
  } catch {
    return AT_FIRST;
  }
}

function remember(volume: number): void {
  try {
    localStorage.setItem(KEY, String(volume));
  } catch {
    // A frame of another site may be forbidden to keep anything.
  }
}
