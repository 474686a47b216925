export declare const ROOT: string;
export declare function freePort(host?: string): Promise<number>;
export declare class Server {
  readonly port: number;
  readonly host: string;
  readonly data: string;
  readonly log: string;
  readonly url: string;
  static create(options?: {
    name?: string;
    host?: string;
    port?: number;
    environment?: Record<string, string>;
    prefix?: readonly string[];
  }): Promise<Server>;
  get pid(): number | undefined;
  start(): Promise<number>;
  ready(): Promise<boolean>;
  stop(signal?: "SIGTERM" | "SIGKILL" | "SIGINT"): Promise<void>;
  dispose(): Promise<void>;
}
