// The same room on Socket.IO: what the host emits goes to everybody else, as binary events over WebSockets.
import { createServer } from "node:http";
import { Server } from "socket.io";

const http = createServer();
const io = new Server(http, { transports: ["websocket"], perMessageDeflate: false, pingInterval: 25_000, pingTimeout: 60_000 });
io.on("connection", (socket) => socket.on("sound", (data) => socket.broadcast.emit("sound", data)));
http.listen(Number(process.argv[2]), "127.0.0.1", 4_096);
