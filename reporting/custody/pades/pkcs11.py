"""Sign with a key that stays in its security module or smart card; needs the package ``python-pkcs11``.

The key is named by a URI of RFC 7512, such as
``pkcs11:token=ductogram;object=site?module-path=/usr/lib/softhsm/libsofthsm2.so``; the PIN is the passphrase.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from threading import Lock
from typing import Any
from urllib.parse import parse_qs, unquote

SCHEME = "pkcs11:"
# A module must be initialised once per process; a server forks its workers after the checks at start.
_initialised: dict[str, int] = {}
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Token:
    """Path of the module's library, labels of the token and its key. The PIN is left out of the repr."""

    module: str
    token: str
    key: str
    pin: str = field(repr=False)

    def __str__(self) -> str:
        return f"the key “{self.key}” of the token “{self.token}”"

    @classmethod
    def from_uri(cls, uri: str, pin: str) -> Token:
        """Parse the URI.

        Raises:
            ValueError: a required part is missing.
        """
        path, _, query = uri.removeprefix(SCHEME).partition("?")
        parts = dict(part.partition("=")[::2] for part in path.split(";"))
        module = parse_qs(query).get("module-path", [""])[0]
        found = cls(module, unquote(parts.get("token", "")), unquote(parts.get("object", "")), pin)
        if not (found.module and found.token and found.key):
            raise ValueError("SIGNING_KEY must read pkcs11:token=…;object=…?module-path=/….so")
        return found

    def sign(self, data: bytes) -> bytes:
        """Return the signature of the SHA-256 of ``data`` as CMS requires it: ECDSA in DER, or RSA with PKCS#1 v1.5.

        Raises:
            ImportError, OSError, pkcs11.PKCS11Error: no package, no module, no token, no key, a wrong PIN.
        """
        from pkcs11 import KeyType, Mechanism, ObjectClass
        from pkcs11.util.ec import encode_ecdsa_signature

        digest = hashlib.sha256(data).digest()
        with _lock, self._library().get_token(token_label=self.token).open(user_pin=self.pin) as session:
            key = session.get_key(ObjectClass.PRIVATE_KEY, label=self.key)
            if key.key_type == KeyType.EC:
                return bytes(encode_ecdsa_signature(key.sign(digest, mechanism=Mechanism.ECDSA)))
            return bytes(key.sign(data, mechanism=Mechanism.SHA256_RSA_PKCS))

    def _library(self) -> Any:
        import pkcs11

        library = pkcs11.lib(self.module)
        if _initialised.setdefault(self.module, os.getpid()) != os.getpid():
            library.reinitialize()
            _initialised[self.module] = os.getpid()
        return library
