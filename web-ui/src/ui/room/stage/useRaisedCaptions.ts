import { useEffect } from "react";

/** In lines from the bottom: as high as the controls are. */
const ABOVE_CONTROLS = -3;
/** Off the very edge of the picture. */
const ABOVE_EDGE = -2;

/** Where CSS can move the captions it does (Stage.module.css), and such browsers do not draw a moved cue anew. */
const BY_CSS = CSS.supports("selector(video::-webkit-media-text-track-container)");

/** Captions stand a little above the edge, and make way while the controls are shown. A cue that brings a place of its own keeps it. */
export function useRaisedCaptions(video: HTMLVideoElement, raised: boolean): void {
  useEffect(() => {
    if (BY_CSS) return;
    const place = () => {
      for (const track of video.textTracks) {
        for (const cue of track.activeCues ?? []) {
          if (cue instanceof VTTCue) placeCue(cue, raised);
        }
      }
    };
    const watch = () => {
      for (const track of video.textTracks) track.addEventListener("cuechange", place);
    };
    place();
    watch();
    video.textTracks.addEventListener("addtrack", watch);
    return () => {
      video.textTracks.removeEventListener("addtrack", watch);
      for (const track of video.textTracks) track.removeEventListener("cuechange", place);
    };
  }, [video, raised]);
}

function placeCue(cue: VTTCue, raised: boolean): void {
  if (cue.line !== "auto" && cue.line !== ABOVE_CONTROLS && cue.line !== ABOVE_EDGE) return;
  cue.line = raised ? ABOVE_CONTROLS : ABOVE_EDGE;
}
