import { describe, expect, it } from "vitest";
import { parseThumbnails, thumbnailAt } from "./thumbnails";

const VTT = [
  "WEBVTT",
  "",
  "00:00:00.000 --> 00:00:02.000",
  "thumbnails.jpg#xywh=0,0,160,90",
  "",
  "01:02.000 --> 01:04.500 align:start",
  "thumbnails.jpg#xywh=160,90,160,90",
].join("\r\n");

describe("a sheet of thumbnails", () => {
  const found = parseThumbnails(VTT, "https://a.example/media/film/thumbnails.vtt");

  it("is read with its pictures' places", () => {
    expect(found).toHaveLength(2);
    expect(found[1]).toEqual({
      fromS: 62,
      toS: 64.5,
      image: "https://a.example/media/film/thumbnails.jpg",
      x: 160,
      y: 90,
      width: 160,
      height: 90,
    });
  });

  it("gives the picture of a moment, the last one past the end", () => {
    expect(thumbnailAt(found, 1.99)?.x).toBe(0);
    expect(thumbnailAt(found, 500)?.x).toBe(160);
    expect(thumbnailAt([], 1)).toBeNull();
  });
});
