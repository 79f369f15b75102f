import type { Duplex } from "node:stream";
import { frameOf, FrameReader } from "./frames";

/** One end of a stream of bytes between two processes of one machine. */
export interface SocketEnd {
  /** @param given buffers of the message that are given away, not copied */
  post(message: unknown, given?: readonly ArrayBuffer[]): void;
  /**
   * Called once.
   * @param onDamage told when what comes can no longer be read, and why; the stream is over then
   */
  listen(receive: (message: unknown) => void, onDamage: (error: unknown) => void): void;
}

export function socketEnd(socket: Duplex): SocketEnd {
  // That the other side has gone is told by the stream's end.
  socket.on("error", () => undefined);
  return {
    post(message, given = []) {
      if (socket.destroyed) return;
      const frame = frameOf(message, given);
      socket.cork();
      for (const piece of frame) socket.write(piece);
      socket.uncork();
    },
    listen(receive, onDamage) {
      const reader = new FrameReader(receive);
      socket.on("data", (chunk: Uint8Array) => {
        try {
          reader.push(chunk);
        } catch (error) {
          socket.destroy();
          onDamage(error);
        }
      });
    },
  };
}
