#!/usr/bin/env python3
"""Signs a statement as a note.    Usage: sign.py KEY.pem NAME <statement.txt >statement.note

Needs the package cryptography. The key is made by: openssl genpkey -algorithm ed25519 -out KEY.pem
"""
import base64
import hashlib
import sys

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key


def sign(text: bytes, pem: bytes, name: str) -> bytes:
    key = load_pem_private_key(pem, password=None)
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    key_id = hashlib.sha256(name.encode() + b"\n\x01" + public).digest()[:4]
    line = base64.b64encode(key_id + key.sign(text)).decode()
    return text + f"\n\u2014 {name} {line}\n".encode()


if __name__ == "__main__":
    with open(sys.argv[1], "rb") as file:
        sys.stdout.buffer.write(sign(sys.stdin.buffer.read(), file.read(), sys.argv[2]))
