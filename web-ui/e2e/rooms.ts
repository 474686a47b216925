/** Rooms opened over plain HTTP, where how one opens them is not what a test is about. */
export interface OpenedRoom {
  readonly roomId: string;
  readonly token: string;
  readonly hostId: string;
}

export interface Sample {
  readonly id: string;
  readonly kind: string;
  readonly src: string;
  readonly title: string;
  readonly duration: number;
  readonly loop: boolean;
}

export async function sample(server: string, id: "film" | "track"): Promise<Sample> {
  const { samples } = (await (await fetch(`${server}/api/samples`)).json()) as { samples: Sample[] };
  const found = samples.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`there is no sample ${id}`);
  return found;
}

export async function openRoom(server: string, roomName = "Friday film"): Promise<OpenedRoom> {
  const { kind, src, title, duration, loop } = await sample(server, "film");
  const answer = await fetch(`${server}/api/rooms`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ roomName, source: { kind, src, title, duration, loop } }),
  });
  if (answer.status !== 201) throw new Error(`the room was not opened: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as OpenedRoom;
}

export interface Status {
  readonly timestamp: number;
  readonly is_playing: boolean;
  readonly server_time: number;
}

export async function status(server: string, roomId: string): Promise<Status> {
  return (await (await fetch(`${server}/status?room=${roomId}`)).json()) as Status;
}
