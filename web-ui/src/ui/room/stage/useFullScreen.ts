import { type RefObject, useEffect, useState } from "react";

interface FullScreen {
  active: boolean;
  toggle: () => void;
}

type PhoneVideo = HTMLVideoElement & { webkitEnterFullscreen?: () => void };

/** The whole stage where the browser can, else (a phone that cannot) its video alone. */
export function useFullScreen(stage: RefObject<HTMLElement | null>, video: PhoneVideo): FullScreen {
  const [active, setActive] = useState(false);

  useEffect(() => {
    const onChange = () => setActive(document.fullscreenElement !== null);
    document.addEventListener("fullscreenchange", onChange);
    return () => document.removeEventListener("fullscreenchange", onChange);
  }, []);

  const toggle = () => {
    if (document.fullscreenElement) void document.exitFullscreen();
    else if (stage.current?.requestFullscreen) stage.current.requestFullscreen().catch(() => {});
    else video.webkitEnterFullscreen?.();
  };
  return { active, toggle };
}
