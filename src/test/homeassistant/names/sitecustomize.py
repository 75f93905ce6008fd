"""Leads names of the world to servers on this machine, in the Python whose path this folder is on.

NAMES_HERE="graph.microsoft.com=8443 ...": a client that asks aiohttp for such a name, port 443, comes to that port of loopback. Nothing else
is changed: it sends the same requests, and wants a certificate of the name that it asked for.
"""

import os
import socket

from aiohttp.abc import ResolveResult
from aiohttp.resolver import AsyncResolver

HERE = dict(pair.split("=") for pair in os.environ["NAMES_HERE"].split())
elsewhere = AsyncResolver.resolve


async def resolve(self, host, port=0, family=socket.AF_INET):
    if host not in HERE:
        return await elsewhere(self, host, port, family)
    return [
        ResolveResult(
            hostname=host,
            host="127.0.0.1",
            port=int(HERE[host]) if port == 443 else port,
            family=socket.AF_INET,
            proto=0,
            flags=socket.AI_NUMERICHOST,
        )
    ]


AsyncResolver.resolve = resolve
