// The balancer in front of the nodes, set as docs/operating.md advises.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Kept } from "./kept.mjs";

export class Balancer {
  #kept;

  /** `nodes`: name, host and port of each. */
  constructor({ dir, host, port, nodes, environment }) {
    const file = join(dir, "haproxy.cfg");
    writeFileSync(file, configuration({ host, port, nodes }));
    const command = ["haproxy", "-db", "-f", file];
    this.#kept = new Kept({ name: "the balancer", command, environment: () => environment, log: join(dir, "haproxy.log") });
  }

  get process() {
    return this.#kept;
  }
}

function configuration({ host, port, nodes }) {
  const servers = nodes.map(({ name, host, port }) => `  server ${name} ${host}:${port}`);
  return `global
  # Each connection takes two of the 20,000 files a process may open here.
  maxconn 9000

defaults
  mode http
  timeout connect 1s
  timeout http-request 5s
  # A hidden page pings once a minute only.
  timeout client 90s
  timeout server 90s
  timeout tunnel 90s
  # A request that met a node in the moment it went is asked of another one.
  retries 3
  option redispatch 1
  retry-on conn-failure

frontend people
  bind ${host}:${port}
  option forwardfor
  default_backend nodes

backend nodes
  balance leastconn
  option httpchk
  http-check send meth GET uri /health/ready ver HTTP/1.1 hdr Host tutti
  # A node that is not ready gets nobody new; whoever is on it stays until the node itself sends them on.
  timeout check 2s
  # A node that has just come up is slow, and would be the one with the least connections: it gets its share little by little.
  default-server check inter 500ms fastinter 200ms fall 2 rise 1 slowstart 30s
  # Which node answered, for people who look into things.
  http-response set-header X-Tutti-Node %s
${servers.join("\n")}
`;
}
