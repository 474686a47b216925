export type ConnectionState =
  | { readonly kind: "connecting"; readonly attempt: number }
  | { readonly kind: "open" }
  /** The server asked us to go elsewhere and is gone already; nothing is wrong. */
  | { readonly kind: "moving" }
  | { readonly kind: "waiting"; readonly attempt: number; readonly retryInMs: number }
  | { readonly kind: "ended"; readonly code: string; readonly reason: string };
