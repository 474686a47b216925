// The same room on Node's `ws`: what comes in at /host goes to every socket at /.
import { WebSocketServer } from "ws";

/** A guest for whom more waits is not sent what is new: the same policy as ours, by bytes. */
const WAITING_MAX = 16_384;

const server = new WebSocketServer({ port: Number(process.argv[2]), host: "127.0.0.1", perMessageDeflate: false, backlog: 4_096 });
server.on("connection", (socket, { url }) => {
  socket.on("error", () => {});
  if (url !== "/host") return;
  server.clients.delete(socket);
  socket.on("message", (data) => {
    for (const guest of server.clients) {
      if (guest.bufferedAmount <= WAITING_MAX) guest.send(data, { binary: true });
    }
  });
});
