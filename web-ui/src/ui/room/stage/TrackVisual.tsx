import { useEffect, useRef } from "react";
import { usePlayer } from "../context";
import styles from "./TrackVisual.module.css";
import { trackStrokes, WAVES } from "./trackStrokes";
import { usePosition } from "./usePosition";

/**
 * What there is to see of a track: the mark's strokes, moving. They are drawn from the room's position alone, so that
 * everyone sees the same strokes meet at the same moment.
 */
export function TrackVisual() {
  const svg = useRef<SVGSVGElement>(null);
  const position = usePosition();
  const moving = usePlayer((player) => player.phase === "playing");

  useEffect(() => {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    let frame = 0;
    const draw = () => {
      const paths = svg.current?.querySelectorAll<SVGPathElement>("[data-wave]") ?? [];
      const shapes = trackStrokes(calm ? 0 : position.now());
      paths.forEach((path, index) => {
        path.setAttribute("d", shapes[index] ?? "");
      });
      if (moving && !calm) frame = requestAnimationFrame(draw);
    };
    draw();
    return () => cancelAnimationFrame(frame);
  }, [moving, position]);

  return (
    <svg
      ref={svg}
      className={styles.visual}
      viewBox="0 0 1600 900"
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
    >
      {WAVES.map((wave) => (
        <path key={wave.fromY} data-wave="" className={styles.stroke} />
      ))}
      <path className={styles.glow} d="M980 430L1700 430" />
      <path className={styles.line} d="M980 430L1700 430" />
    </svg>
  );
}
