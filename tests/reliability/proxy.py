"""A bad network between browser and server: a TCP proxy on the loopback address that cuts connections."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

CHUNK = 65_536  # bytes


class Proxy:
    """Forwards to ``upstream``; see `cut_answers` and `cut_requests_after`. ``port`` is where it listens."""

    def __init__(self, upstream: int) -> None:
        self.upstream = upstream
        self.port = 0
        self.cut_answers = False  # the server has answered in full; nothing of it arrives
        self.cut_requests_after: int | None = None  # bytes of a request that reach the server
        self.answered = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server_reader, server_writer = await asyncio.open_connection("127.0.0.1", self.upstream)
        sending = asyncio.create_task(self._send(reader, server_writer))
        try:
            answer = b""
            while chunk := await server_reader.read(CHUNK):
                answer += chunk
            if answer:
                self.answered += 1
            if not self.cut_answers:
                writer.write(answer)
                await writer.drain()
                writer.close()
        finally:
            sending.cancel()
            writer.transport.abort()
            server_writer.transport.abort()

    async def _send(self, reader: asyncio.StreamReader, server: asyncio.StreamWriter) -> None:
        left = self.cut_requests_after
        while chunk := await reader.read(CHUNK if left is None else min(left, CHUNK)):
            server.write(chunk)
            await server.drain()
            if left is not None and (left := left - len(chunk)) <= 0:
                server.transport.abort()
                return


@contextmanager
def proxy_to(upstream: int) -> Iterator[Proxy]:
    """A running proxy, in a thread of its own."""
    proxy, listening, stop = Proxy(upstream), threading.Event(), threading.Event()

    async def run() -> None:
        async with await asyncio.start_server(proxy.serve, "127.0.0.1", 0) as server:
            proxy.port = server.sockets[0].getsockname()[1]
            listening.set()
            while not stop.is_set():
                await asyncio.sleep(0.02)

    thread = threading.Thread(target=asyncio.run, args=(run(),), daemon=True)
    thread.start()
    assert listening.wait(timeout=10)
    try:
        yield proxy
    finally:
        stop.set()
        thread.join(timeout=10)
