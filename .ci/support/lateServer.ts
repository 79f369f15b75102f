import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import type { Server } from "./vscodeServer";

/**
 * The same server as over a long line: what it sends is late, in the order in which it was sent.
 * @param milliseconds how late
 */
export async function lateServer(server: Server, milliseconds: number): Promise<Server> {
  const sockets = new Set<Socket>();
  const line = createServer((window) => {
    const own = connect(Number(new URL(server.origin).port), "127.0.0.1");
    for (const socket of [window, own]) {
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket));
      // Either side may go away in the middle of a word; the other one learns it by the end.
      socket.on("error", () => socket.destroy());
    }
    window.pipe(own);
    // Timers of the same length end in the order in which they began.
    own.on("data", (bytes) => setTimeout(() => window.write(bytes), milliseconds));
    own.on("close", () => setTimeout(() => window.end(), milliseconds));
  });
  await new Promise<void>((done) => line.listen(0, "127.0.0.1", done));
  const { port } = line.address() as AddressInfo;
  return {
    ...server,
    origin: `http://127.0.0.1:${port}`,
    stop: async () => {
      line.close();
      for (const socket of sockets) socket.destroy();
      await server.stop();
    },
  };
}
