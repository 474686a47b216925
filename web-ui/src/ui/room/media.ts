export interface RoomMedia {
  video: HTMLVideoElement;
  audio: HTMLAudioElement;
}

/**
 * Made within the click that joins: some browsers allow sound only to an element that was touched by a gesture, and the
 * room's source is not known yet at that moment.
 */
export function createMedia(): RoomMedia {
  const video = document.createElement("video");
  video.playsInline = true;
  video.preload = "auto";
  const audio = document.createElement("audio");
  audio.preload = "auto";
  for (const element of [video, audio]) element.load();
  return { video, audio };
}
