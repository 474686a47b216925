import { type BrowserContext, test as base } from "@playwright/test";
import { Server } from "../../ops/launch/spawn.mjs";
import { Person } from "./person";

export interface ServerOptions {
  database: "h2" | "postgresql";
}

interface Fixtures {
  /** A browser profile of its own for each name, so that everyone is somebody else. */
  person: (name: string) => Promise<Person>;
}

/** A PostgreSQL database has one server at a time, so each of the tests' workers has a database of its own. */
function databaseEnvironment(database: ServerOptions["database"], worker: number): Record<string, string> {
  if (database === "h2") return {};
  return {
    TUTTI_JDBC_URL: `${process.env.TUTTI_TEST_JDBC_URL}tutti_e2e_${worker}`,
    TUTTI_JDBC_USER: process.env.TUTTI_TEST_JDBC_USER ?? "",
    TUTTI_JDBC_PASSWORD: process.env.TUTTI_TEST_JDBC_PASSWORD ?? "",
  };
}

export const test = base.extend<Fixtures, ServerOptions & { server: Server }>({
  database: ["h2", { option: true, scope: "worker" }],

  /** The built product, started as `./tutti run` starts it. */
  server: [
    async ({ database }, use, { parallelIndex }) => {
      const environment = databaseEnvironment(database, parallelIndex);
      const server = await Server.create({ name: `e2e-${database}`, environment });
      await server.start();
      await use(server);
      await server.dispose();
    },
    { scope: "worker", timeout: 90_000 },
  ],

  baseURL: async ({ server }, use) => use(server.url),

  person: async ({ browser, server }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (name) => {
      const context = await browser.newContext({
        baseURL: server.url,
        permissions: ["clipboard-read", "clipboard-write"],
      });
      contexts.push(context);
      return Person.sitDown(await context.newPage(), name, server.url);
    });
    for (const context of contexts) await context.close();
  },
});

export { expect } from "@playwright/test";
