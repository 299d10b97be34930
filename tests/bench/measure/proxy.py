# SPDX-License-Identifier: MIT
"""A proxy in front of the server's socket that delays every byte and counts the turns of the conversation.

usage: python3 proxy.py SOCKET ROUND_TRIP_MS

Prints the port of 127.0.0.1 it listens on. Ends with its standard input, and then prints the round trips of
all connections: how often the client spoke after the server had. Half of the time is spent on each way.
"""
import asyncio
import os
import subprocess
import sys
import time


class Conversation:
    """Carries the bytes of one connection both ways, each piece after `delay` seconds."""

    def __init__(self, delay):
        self.delay = delay
        self.speaker = None
        self.round_trips = 0

    def note(self, speaker):
        if speaker == "client" and self.speaker != "client":
            self.round_trips += 1
        self.speaker = speaker

    async def carry(self, reader, writer, speaker):
        pieces = asyncio.Queue()
        delivery = asyncio.create_task(self.deliver(pieces, writer))
        while data := await reader.read(1 << 16):
            self.note(speaker)
            pieces.put_nowait((time.monotonic() + self.delay, data))
        pieces.put_nowait((time.monotonic() + self.delay, b""))
        await delivery

    @staticmethod
    async def deliver(pieces, writer):
        while True:
            due, data = await pieces.get()
            if (wait := due - time.monotonic()) > 0:
                await asyncio.sleep(wait)
            if not data:
                writer.close()
                return
            writer.write(data)
            await writer.drain()


async def serve(server_socket, delay):
    """Until standard input ends; gives the round trips of all connections, the last one waited for."""
    conversations = []

    async def accept(client_reader, client_writer):
        server_reader, server_writer = await asyncio.open_unix_connection(server_socket)
        conversation = Conversation(delay)
        both = asyncio.gather(
            conversation.carry(client_reader, server_writer, "client"),
            conversation.carry(server_reader, client_writer, "server"),
            return_exceptions=True,
        )
        conversations.append((conversation, both))
        await both

    server = await asyncio.start_server(accept, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, os.read, 0, 1)
    for _, both in conversations:
        await both
    return sum(conversation.round_trips for conversation, _ in conversations)


class Proxy:
    """The proxy as a process of its own, so that its work is not the runner's."""

    def __init__(self, server_socket, round_trip_ms):
        command = [sys.executable, __file__, server_socket, str(round_trip_ms)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline())

    def close(self):
        """Ends it, when its clients have ended; gives the round trips they made."""
        said, _ = self.process.communicate(timeout=60)
        return int(said)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    print(asyncio.run(serve(sys.argv[1], float(sys.argv[2]) / 2000)))


if __name__ == "__main__":
    main()
