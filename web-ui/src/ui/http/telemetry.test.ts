import { afterEach, describe, expect, it, vi } from "vitest";
import { postMeasured } from "./telemetry";

describe("What was measured", () => {
  afterEach(() => vi.unstubAllGlobals());

  it("is sent so that it outlives the page", () => {
    const sendBeacon = vi.fn(() => true);
    vi.stubGlobal("navigator", { sendBeacon });

    postMeasured({ joinMs: 120, stalls: 1 });

    expect(sendBeacon).toHaveBeenCalledWith("/api/telemetry", '{"joinMs":120,"stalls":1}');
  });

  it("goes another way where beacons are not taken, and nobody hears if that fails too", async () => {
    const fetch = vi.fn(() => Promise.reject(new TypeError("offline")));
    vi.stubGlobal("fetch", fetch);
    vi.stubGlobal("navigator", { sendBeacon: () => false });
    postMeasured({ error: "cors" });
    vi.stubGlobal("navigator", {});
    postMeasured({ error: "cors" });
    await Promise.resolve();

    expect(fetch).toHaveBeenCalledTimes(2);
    expect(fetch).toHaveBeenCalledWith("/api/telemetry", expect.objectContaining({ method: "POST", keepalive: true }));
  });
});
