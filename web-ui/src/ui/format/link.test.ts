import { describe, expect, it } from "vitest";
import { judgeLink, partsOf } from "./link";

describe("a pasted stream", () => {
  it.each([
    ["https://cdn.example.org/friday-film/master.m3u8", "friday film"],
    ["  cdn.example.org/v1/sintel.m3u8?token=a ", "sintel"],
    ["https://cdn.example.org/12345/playlist.m3u8", "cdn.example.org"],
    ["https://cdn.example.org/Am%C3%A9lie.m3u8", "Amélie"],
    ["https://cdn.example.org/%E0%A4%A.m3u8", "%E0%A4%A"],
  ])("%s is called %s", (link, title) => {
    expect(judgeLink(link, "video")).toMatchObject({ kind: "good", title });
  });

  it.each([
    ["", { kind: "empty" }],
    ["friday", { kind: "bad", why: "not-a-link" }],
    ["https://", { kind: "bad", why: "not-a-link" }],
    ["javascript:alert(1)", { kind: "bad", why: "scheme" }],
    ["javascript:alert(1)//x.m3u8", { kind: "bad", why: "scheme" }],
    ["ftp://example.org/a.m3u8", { kind: "bad", why: "scheme" }],
    ["http://example.org/a.m3u8", { kind: "bad", why: "insecure" }],
    [`https://example.org/${"a".repeat(2048)}.m3u8`, { kind: "bad", why: "too-long" }],
    ["https://example.org/film.mp4", { kind: "odd", why: "not-hls" }],
    ["https://example.org/song.mp3?a=1", { kind: "odd", why: "audio-as-video" }],
    ["https://www.youtube.com/watch?v=1", { kind: "odd", why: "page" }],
  ])("%s is judged", (link, verdict) => {
    expect(judgeLink(link, "video")).toMatchObject(verdict);
  });

  it("may be insecure on an insecure page", () => {
    expect(judgeLink("http://localhost:9000/a.m3u8", "video", "http:").kind).toBe("good");
  });

  it("is an audio file for a track", () => {
    expect(judgeLink("https://example.org/song.mp3", "track")).toMatchObject({ kind: "good", title: "song" });
    expect(judgeLink("https://example.org/a.m3u8", "track")).toMatchObject({ kind: "bad", why: "hls-as-track" });
  });
});

describe("a chat line", () => {
  it("without a link is one text", () => {
    expect(partsOf("hello <b>you</b>")).toEqual([{ kind: "text", text: "hello <b>you</b>" }]);
  });

  it("keeps a sentence's marks out of its links", () => {
    expect(partsOf("see https://a.example/x_(1). ok")).toEqual([
      { kind: "text", text: "see " },
      { kind: "link", text: "https://a.example/x_(1)", href: "https://a.example/x_(1)" },
      { kind: "text", text: ". ok" },
    ]);
    expect(partsOf("(http://a.example)")[1]).toMatchObject({ kind: "link", href: "http://a.example/" });
  });

  it("links nothing but the web", () => {
    for (const text of ["javascript:alert(1)", "data:text/html,x", "https://", "file:///etc/passwd"]) {
      expect(partsOf(text)).toEqual([{ kind: "text", text }]);
    }
  });
});
