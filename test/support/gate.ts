import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A way to a server that can be shut and opened again: what is under way is cut, what comes is refused. */
export interface Gate {
  readonly url: string;
  shut(): void;
  open(): Promise<void>;
}

const joined = (near: Socket, far: Socket): readonly Socket[] => {
  near.pipe(far).pipe(near);
  near.on('close', () => far.destroy());
  far.on('close', () => near.destroy());
  return [near, far].map((socket) => socket.on('error', () => undefined));
};

/** Opens a gate before the server of a database address; `url` is the same address through the gate. */
export const gateTo = async (address: string): Promise<Gate> => {
  const [target, here] = [new URL(address), new URL(address)];
  const sockets = new Set<Socket>();
  const listen = async (port: number): Promise<Server> => {
    const server = createServer((near) =>
      joined(near, connect(Number(target.port) || 5432, target.hostname)).forEach((socket) => sockets.add(socket)),
    );
    await new Promise<void>((done) => void server.listen(port, '127.0.0.1', done));
    return server;
  };
  let server = await listen(0);
  const { port } = server.address() as AddressInfo;
  here.host = `127.0.0.1:${port}`;
  return {
    url: here.href,
    shut: () => {
      server.close();
      sockets.forEach((socket) => socket.destroy());
      sockets.clear();
    },
    open: async () => {
      server = await listen(port);
    },
  };
};
