interface FakeMediaOptions {
  readonly seekMs?: number;
  /** A seek to what isn't loaded yet. */
  readonly loadMs?: number;
  readonly playMs?: number;
  readonly resumeMs?: number;
  /** What the very first start takes longer. */
  readonly wakingMs?: number;
  readonly durationS?: number;
}

/**
 * A media element for tests, with a device's delays, on the test's clock. It is a real element, so that whatever takes
 * one takes this, with everything that plays replaced.
 */
export class FakeMedia {
  readonly element = document.createElement("video");
  refuses = false;
  seeks = 0;
  /** While it neither seeks nor stalls. */
  readyState = 4;
  bufferedToS: number;
  private baseS = 0;
  private sinceMs = performance.now();
  private rate = 1;
  private stopped = true;
  private seeking = false;
  private stalledS: number | null = null;
  private flushed = true;
  private seekTurn = 0;
  private awake = false;
  private readonly options: Required<FakeMediaOptions>;

  constructor(options: FakeMediaOptions = {}) {
    this.options = { seekMs: 40, loadMs: 600, playMs: 75, resumeMs: 10, wakingMs: 0, durationS: 120, ...options };
    this.bufferedToS = this.options.durationS;
    Object.defineProperties(this.element, {
      currentTime: { get: () => this.positionS(), set: (toS: number) => this.seek(toS) },
      playbackRate: { get: () => this.rate, set: (rate: number) => this.turn(rate) },
      duration: { get: () => this.options.durationS },
      paused: { get: () => this.stopped },
      seeking: { get: () => this.seeking },
      ended: { get: () => false },
      readyState: { get: () => (this.seeking || this.stalledS !== null ? 1 : this.readyState) },
      buffered: { get: () => ({ length: 1, start: () => 0, end: () => this.bufferedToS }) },
      play: { value: () => this.play() },
      pause: { value: () => this.pause() },
      load: { value: () => undefined },
    });
  }

  positionS(): number {
    const moving = !this.stopped && !this.seeking && this.stalledS === null;
    const elapsedMs = moving ? Math.max(0, performance.now() - this.sinceMs) : 0;
    return Math.min(this.options.durationS, this.baseS + (elapsedMs / 1_000) * this.rate);
  }

  stall(): void {
    this.stalledS = this.positionS();
    this.baseS = this.stalledS;
    this.tell("waiting");
  }

  goOn(): void {
    this.stalledS = null;
    this.sinceMs = performance.now();
    this.tell("playing");
  }

  /** As a headset does when it is unplugged. */
  pauseFromOutside(): void {
    this.pause();
  }

  private seek(toS: number): void {
    this.seeks += 1;
    this.seekTurn += 1;
    const turn = this.seekTurn;
    const loaded = toS <= this.bufferedToS;
    this.baseS = toS;
    this.seeking = true;
    this.flushed = true;
    this.tell("seeking");
    setTimeout(
      () => {
        if (turn === this.seekTurn) {
          this.seeking = false;
          this.bufferedToS = loaded ? this.bufferedToS : this.options.durationS;
          this.sinceMs = performance.now() + this.options.playMs;
          this.tell("seeked");
          this.tell("canplay");
        }
      },
      loaded ? this.options.seekMs : this.options.loadMs,
    );
  }

  private play(): Promise<void> {
    if (this.refuses) {
      return Promise.reject(new DOMException("a gesture is needed", "NotAllowedError"));
    }
    if (this.stopped) {
      this.stopped = false;
      const { playMs, resumeMs, wakingMs } = this.options;
      this.sinceMs = performance.now() + (this.flushed ? playMs : resumeMs) + (this.awake ? 0 : wakingMs);
      this.awake = true;
      this.flushed = false;
      this.tell("playing");
    }
    return Promise.resolve();
  }

  private pause(): void {
    if (!this.stopped) {
      this.baseS = this.positionS();
      this.stopped = true;
      this.tell("pause");
    }
  }

  private turn(rate: number): void {
    this.baseS = this.positionS();
    this.sinceMs = Math.max(this.sinceMs, performance.now());
    this.rate = rate;
  }

  private tell(name: string): void {
    this.element.dispatchEvent(new Event(name));
  }
}
