import { useEffect, useReducer, useState } from "react";
import { createSteady, type SteadyOptions } from "./steady";

/** `value`, but for gaps too short to be told of. The first `options` count. */
export function useSteady<T>(value: T, options: SteadyOptions<T>): T {
  const [steady] = useState(() => createSteady(value, options));
  const [, lookAgain] = useReducer((looks: number) => looks + 1, 0);
  const { shown, dueMs } = steady.look(value, performance.now());

  useEffect(() => {
    if (dueMs === null) return;
    const timer = setTimeout(lookAgain, dueMs - performance.now());
    return () => clearTimeout(timer);
  }, [dueMs]);

  return shown;
}
