export type ConnectionState =
  | { readonly kind: "connecting"; readonly attempt: number }
  | { readonly kind: "open" }
  | { readonly kind: "waiting"; readonly attempt: number; readonly retryInMs: number }
  | { readonly kind: "ended"; readonly code: string; readonly reason: string };
